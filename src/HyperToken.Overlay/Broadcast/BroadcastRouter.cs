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
    private readonly SeenCache _seen;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;
    private static readonly NaivePlan Naive = new();
    private readonly IBroadcastPlan _epidemic;
    private readonly PeerScratch _scratch;

    /// <summary>Makes a router that shares its memory of message ids with the rest of the peer.</summary>
    public BroadcastRouter(BroadcastSettings settings, SeenCache seen, RandomSource random, PeerCounters counters, PeerScratch? scratch = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _scratch = scratch ?? new PeerScratch();
        _settings = settings;
        _seen = seen;
        _random = random;
        _counters = counters;
        _epidemic = new EpidemicPlan(settings.FanOut);
    }

    /// <summary>Sends a message of this peer on its way.</summary>
    /// <returns>To how many contacts it was sent.</returns>
    public int Publish(EnvelopeBody body, BroadcastPlan plan, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(body);
        var id = body.Id;
        _seen.Add(id, now);
        _counters.Published++;

        var header = new HopHeader(id, plan, (byte)(_settings.TimeToLive - 1), 1);
        return Forward(header, Envelope.Seal(body), body.Origin, from: null, neighbours, output);
    }

    /// <summary>Takes a frame from a link: tells copies apart, delivers, forwards.</summary>
    public ReceiveOutcome Receive(Contact from, BroadcastFrame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _counters.PayloadsReceived++;
        var header = frame.Header;
        if (_seen.Contains(header.Id, now))
        {
            _counters.Duplicates++;
            return ReceiveOutcome.Duplicate;
        }

        // Only a message that is what its header says may be remembered: or garbage could shut out the real one.
        if (!frame.Envelope.TryOpen(out var body)
            || body.Id != header.Id
            || body.Target is not null
            || body.Payload.Length > _settings.MaxPayloadBytes)
        {
            _counters.Refused++;
            return ReceiveOutcome.Malformed;
        }

        _seen.Add(header.Id, now);
        _counters.Delivered++;
        output.Deliver(body, header.Hops);
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
