using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Leaves;

/// <summary>
/// A leaf's own messages on their way to a supernode: the primary first, and where it does not acknowledge in time, the others in
/// turn. A leaf that is attached to nobody hands them in once it is.
/// </summary>
internal sealed class LeafUplink
{
    private const byte MaxHops = 64;

    /// <summary>Messages that wait at most; the oldest is left to repair beyond it.</summary>
    private const int MaxWaiting = 1024;

    /// <summary>How often a message is sent before it is left to repair.</summary>
    private const int MaxTries = 8;

    /// <summary>How often a leaf without a supernode looks whether it has one.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly LinkTimeouts _timeouts;
    private readonly PeerCounters _counters;
    private readonly List<Handed> _waiting = [];

    public LeafUplink(LinkTimeouts timeouts, PeerCounters counters)
    {
        _timeouts = timeouts;
        _counters = counters;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>Messages that no supernode has acknowledged.</summary>
    public int Count => _waiting.Count;

    /// <summary>Hands a message in.</summary>
    /// <returns>To how many supernodes it was sent: 1, or 0 while there is none.</returns>
    public int Publish(HeldMessage held, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (_waiting.Count == MaxWaiting)
            _waiting.RemoveAt(0);

        var handed = new Handed(held);
        _waiting.Add(handed);
        Send(handed, neighbours, now, output);
        NextDeadline = Instant.Min(NextDeadline, handed.DueAt);
        return handed.To is null ? 0 : 1;
    }

    /// <summary>A supernode has acknowledged a message.</summary>
    /// <returns>Whether it was one of these.</returns>
    public bool Acknowledged(MessageId id) => _waiting.RemoveAll(handed => handed.Held.Id == id) > 0;

    /// <summary>A supernode cannot be reached.</summary>
    public void Failed(Contact contact, MessageId id, Instant now)
    {
        foreach (var handed in _waiting)
        {
            if (handed.Held.Id == id && handed.To?.Id == contact.Id)
                NextDeadline = handed.DueAt = now;
        }
    }

    /// <summary>Sends again what is due.</summary>
    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (NextDeadline > now)
            return;

        _waiting.RemoveAll(handed => handed.DueAt <= now && handed.Tries == MaxTries);
        NextDeadline = Instant.Never;
        foreach (var handed in _waiting)
        {
            if (handed.DueAt <= now)
            {
                if (handed.To is { } silent)
                    output.Signal(new ContactSuspected(silent));

                Send(handed, neighbours, now, output);
            }

            NextDeadline = Instant.Min(NextDeadline, handed.DueAt);
        }
    }

    private void Send(Handed handed, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var supernodes = neighbours.Role?.Supernodes ?? [];
        handed.To = supernodes.Count == 0 ? null : supernodes[handed.Tries % supernodes.Count];
        if (handed.To is not { } to)
        {
            handed.DueAt = now + LookAgain;
            return;
        }

        handed.Tries++;
        handed.DueAt = now + _timeouts.Of(to, neighbours);
        _counters.PayloadsSent++;
        var header = new HopHeader(handed.Held.Id, BroadcastPlan.Supernode, MaxHops - 1, 1, PeerId.Bits);
        output.Send(to, new BroadcastFrame(header, handed.Held.Envelope));
    }

    private sealed class Handed(HeldMessage held)
    {
        public HeldMessage Held { get; } = held;

        public Contact? To { get; set; }

        public int Tries { get; set; }

        public Instant DueAt { get; set; }
    }
}
