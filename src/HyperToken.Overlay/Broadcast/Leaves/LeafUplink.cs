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

    /// <summary>Who gets a message later than this has it by repair, or does not remember any more that it had it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
    /// <param name="held">The message.</param>
    /// <param name="reachLimit">When <see cref="ReachKnown"/> is to tell how many peers were reached at the latest; null: not at all.</param>
    /// <param name="neighbours">The supernodes it is attached to.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what has to be done.</param>
    /// <returns>To how many supernodes it was sent: 1, or 0 while there is none.</returns>
    public int Publish(HeldMessage held, TimeSpan? reachLimit, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (_waiting.Count == MaxWaiting)
        {
            GiveUp(_waiting[0], output);
            _waiting.RemoveAt(0);
        }

        var handed = new Handed(held, now + reachLimit);
        _waiting.Add(handed);
        Send(handed, neighbours, now, output);
        NextDeadline = Instant.Min(NextDeadline, handed.DueAt);
        return handed.To is null ? 0 : 1;
    }

    /// <summary>A supernode has acknowledged a message; where its reach is asked for, the sum may follow.</summary>
    /// <returns>Whether it was one of these.</returns>
    public bool Acknowledged(AckFrame ack, IPeerOutput output)
    {
        if (Find(ack.Id) is not { } handed)
            return false;

        if (handed.ReachDue is not { } due)
            _waiting.Remove(handed);
        else if (ack.Reached is > 0 and var reached)
            Report(handed, reached, isComplete: true, output);
        else
            handed.AwaitSum(due);

        return true;
    }

    /// <summary>A supernode tells how many were reached.</summary>
    /// <returns>Whether it was one of these messages.</returns>
    public bool Served(DoneFrame done, IPeerOutput output)
    {
        if (Find(done.Id) is not { ReachDue: not null } handed)
            return false;

        Report(handed, done.Reached, isComplete: true, output);
        return true;
    }

    /// <summary>A supernode cannot be reached.</summary>
    public void Failed(Contact contact, MessageId id, Instant now)
    {
        foreach (var handed in _waiting)
        {
            if (handed.Held.Id == id && handed.To?.Id == contact.Id && !handed.IsHandedIn)
                NextDeadline = handed.DueAt = now;
        }
    }

    /// <summary>The peer is no leaf any more: what no supernode has acknowledged, it has to publish itself.</summary>
    /// <returns>The messages, and in how long the reach of each is to be told.</returns>
    public IReadOnlyList<(HeldMessage Held, TimeSpan? ReachLimit)> TakeAll(Instant now)
    {
        if (_waiting.Count == 0)
            return [];

        (HeldMessage, TimeSpan?)[] taken = [.. _waiting.Select(handed => (handed.Held, handed.ReachDue - now))];
        _waiting.Clear();
        NextDeadline = Instant.Never;
        return taken;
    }

    /// <summary>Sends again what is due.</summary>
    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (NextDeadline > now)
            return;

        foreach (var handed in _waiting.Where(handed => handed.ReachDue <= now || handed.IsOver(now)).ToList())
            EndWait(handed, now, output);

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

    private Handed? Find(MessageId id) => _waiting.Find(handed => handed.Held.Id == id);

    private void Report(Handed handed, long reached, bool isComplete, IPeerOutput output)
    {
        _waiting.Remove(handed);
        output.Signal(new ReachKnown(handed.Held.Id, reached, isComplete));
    }

    private static Instant Earlier(Instant time, Instant? limit) => limit is { } known ? Instant.Min(time, known) : time;

    /// <summary>The sum has not come in time, or nobody has acknowledged the message: then it is tried on, as far as that goes.</summary>
    private void EndWait(Handed handed, Instant now, IPeerOutput output)
    {
        if (handed.IsHandedIn || handed.IsOver(now))
        {
            GiveUp(handed, output);
            _waiting.Remove(handed);
            return;
        }

        output.Signal(new ReachKnown(handed.Held.Id, Reached: 0, IsComplete: false));
        handed.ReachDue = null;
    }

    private void GiveUp(Handed handed, IPeerOutput output)
    {
        _counters.HandInsGivenUp += handed.IsHandedIn ? 0 : 1;
        if (handed.ReachDue is not null)
            output.Signal(new ReachKnown(handed.Held.Id, handed.IsHandedIn ? 1 : 0, IsComplete: false));
    }

    private void Send(Handed handed, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var supernodes = neighbours.Role?.Supernodes ?? [];
        handed.To = supernodes.Count == 0 ? null : supernodes[handed.Tries % supernodes.Count];
        if (handed.To is not { } to)
        {
            handed.DueAt = Earlier(now + LookAgain, handed.ReachDue);
            return;
        }

        handed.Tries++;
        handed.DueAt = Earlier(now + _timeouts.Of(to, neighbours), handed.ReachDue);
        _counters.PayloadsSent++;
        var header = new HopHeader(handed.Held.Id, BroadcastPlan.Supernode, MaxHops - 1, 1, PeerId.Bits, handed.ReachDue is not null, handed.Held.AgeToTell(now));
        output.Send(to, new BroadcastFrame(header, handed.Held.Envelope));
    }

    private sealed class Handed(HeldMessage held, Instant? reachDue)
    {
        public HeldMessage Held { get; } = held;

        public Instant? ReachDue { get; set; } = reachDue;

        public Contact? To { get; set; }

        public int Tries { get; set; }

        public Instant DueAt { get; set; }

        /// <summary>Whether a supernode has it, and only its reach is not known.</summary>
        public bool IsHandedIn { get; private set; }

        public void AwaitSum(Instant due) => (IsHandedIn, DueAt) = (true, due);

        public bool IsOver(Instant now) =>
            !IsHandedIn && DueAt <= now && (Tries == MaxTries || now - Held.ReceivedAt >= Patience);
    }
}
