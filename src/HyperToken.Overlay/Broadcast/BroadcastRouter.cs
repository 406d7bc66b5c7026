using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// Publishes, receives and forwards broadcasts. The hop header of a frame names its plan, and that plan is obeyed whatever
/// this peer would choose for its own messages, so peers on different strategies understand each other.
/// </summary>
public sealed class BroadcastRouter
{
    private readonly BroadcastSettings _settings;
    private readonly MessageMemory _memory;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;
    private static readonly NaivePlan Naive = new();
    private readonly IBroadcastPlan _epidemic;
    private readonly PeerScratch _scratch;

    /// <summary>Makes a router that remembers what it has seen where its caller says.</summary>
    public BroadcastRouter(BroadcastSettings settings, MessageMemory memory, RandomSource random, PeerCounters counters, PeerScratch? scratch = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _scratch = scratch ?? new PeerScratch();
        _settings = settings;
        _memory = memory;
        _random = random;
        _counters = counters;
        _epidemic = new EpidemicPlan(settings.FanOut);
    }

    /// <summary>Sends a message of this peer on its way.</summary>
    /// <returns>To how many contacts it was sent.</returns>
    public int Publish(EnvelopeBody body, BroadcastPlan plan, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(body);
        var envelope = Envelope.Seal(body);
        _memory.TryHold(envelope, body, now, out _);
        _counters.Published++;

        var header = new HopHeader(envelope.Id, plan, (byte)(_settings.TimeToLive - 1), 1);
        return Forward(header, envelope, body.Origin, from: null, neighbours, output);
    }

    /// <summary>Takes a frame from a link: tells copies apart, delivers, forwards.</summary>
    public ReceiveOutcome Receive(Contact from, BroadcastFrame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _counters.PayloadsReceived++;
        var header = frame.Header;
        if (_memory.Find(header.Id) is not null)
        {
            _counters.Duplicates++;
            return ReceiveOutcome.Duplicate;
        }

        // Only a message that is what its header says may be remembered: or garbage could shut out the real one.
        if (!frame.Envelope.TryOpen(out var body)
            || frame.Envelope.Id != header.Id
            || body.Target is not null
            || body.Sequence >= EnvelopeBody.FirstDirectSequence
            || body.Payload.Length > _settings.MaxPayloadBytes)
        {
            _counters.Refused++;
            return ReceiveOutcome.Malformed;
        }

        switch (_memory.TryHold(frame.Envelope, body, now, out _))
        {
            case MemoryVerdict.Known:
                _counters.Duplicates++;
                return ReceiveOutcome.Duplicate;
            case MemoryVerdict.TooOld:
                _counters.TooOld++;
                return ReceiveOutcome.Refused;
            case MemoryVerdict.NoRoom:
                _counters.StreamsRefused++;
                return ReceiveOutcome.Refused;
        }

        _counters.Delivered++;
        output.Deliver(body, header.Hops);
        if (header.Plan == BroadcastPlan.Repair)
        {
            _counters.Repaired++;
            return ReceiveOutcome.Repaired;
        }

        if (header.TimeToLive == 0)
        {
            _counters.Expired++;
            return ReceiveOutcome.Delivered;
        }

        var next = header with { TimeToLive = (byte)(header.TimeToLive - 1), Hops = (byte)Math.Min(byte.MaxValue, header.Hops + 1) };
        Forward(next, frame.Envelope, body.Origin, from, neighbours, output);
        return ReceiveOutcome.Delivered;
    }

    private int Forward(
        in HopHeader header, Envelope envelope, in PeerId origin, Contact? from, PeerNeighbours neighbours, IPeerOutput output)
    {
        if (PlanOf(header.Plan) is not { } plan)
        {
            _counters.UnknownPlan++;
            return 0;
        }

        var chosen = _scratch.Chosen;
        plan.Choose(neighbours, origin, from, _random, chosen);
        // One frame for all: the header does not depend on the receiver.
        var frame = new BroadcastFrame(header, envelope);
        foreach (var contact in chosen)
            output.Send(contact, frame);

        var sentTo = chosen.Count;
        chosen.Clear();
        _counters.PayloadsSent += sentTo;
        return sentTo;
    }

    private IBroadcastPlan? PlanOf(BroadcastPlan plan) => plan switch
    {
        BroadcastPlan.Naive => Naive,
        BroadcastPlan.Epidemic => _epidemic,
        _ => null,
    };
}
