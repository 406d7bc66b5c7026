using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

/// <summary>A router with a table, linked to everybody in it, and a clock that stands still until it is moved.</summary>
internal sealed class TreeRig
{
    private ulong _sequence;

    public TreeRig(IEnumerable<Contact> contacts, TreeSettings? tree = null, RepairSettings? repair = null)
    {
        var settings = new BroadcastSettings { Tree = tree ?? new TreeSettings(), Repair = repair ?? new RepairSettings() };
        Neighbours = new PeerNeighbours(Tables.Snapshot(TreeTables.Self, contacts));
        foreach (var entry in Tables.All(Neighbours.Table))
            Neighbours.Opened(entry.Contact);

        Memory = new MessageMemory(settings.Repair);
        Router = new BroadcastRouter(settings, Memory, new RandomSource(1), Counters);
    }

    public BroadcastRouter Router { get; }

    public PeerNeighbours Neighbours { get; }

    public PeerCounters Counters { get; } = new();

    public RecordingOutput Output { get; } = new();

    public MessageMemory Memory { get; }

    public Instant Now { get; set; } = new(1_000_000);

    public MessageId Publish(int payloadBytes = 10, TimeSpan? reachLimit = null)
    {
        var body = Body(TreeTables.Self, payloadBytes);
        Router.Publish(body, BroadcastPlan.Tree, reachLimit, Neighbours, Now, Output);
        return body.Id;
    }

    /// <summary>A message of another peer.</summary>
    public EnvelopeBody Body(PeerId origin, int payloadBytes = 10) => new(origin, 1, ++_sequence, Now.Micros, "line", new byte[payloadBytes]);

    public ReceiveOutcome Receive(
        Contact from, EnvelopeBody body, int height, BroadcastPlan plan = BroadcastPlan.Tree, byte timeToLive = 60, bool wantsReach = false, byte age = 0)
    {
        // By repair the time to live tells the age, of a new message unless another is given.
        var header = new HopHeader(
            body.Id, plan, plan == BroadcastPlan.Repair ? Math.Max((byte)1, age) : timeToLive, Hops: 2, (ushort)height, wantsReach, age);
        return Router.Receive(from, new BroadcastFrame(header, Envelope.FromWire(Envelope.Seal(body).Bytes)), Neighbours, Now, Output);
    }

    public void Receive(Contact from, Frame frame) => Router.Receive(from, frame, Neighbours, Now, Output);

    public void Fail(Contact contact, Frame frame) => Router.Failed(contact, frame, Neighbours, Now, Output);

    public void Acknowledge(Contact from, BroadcastFrame payload, uint? reached = 1) =>
        Receive(from, new AckFrame(payload.Header.Id, payload.Header.Height, 0, reached));

    /// <summary>Moves the clock to the next deadline, which there has to be, and does what is due.</summary>
    public void WaitUntilDue()
    {
        Assert.NotEqual(Instant.Never, Router.NextDeadline);
        Assert.True(Router.NextDeadline > Now, "What is due was not done.");
        Now = Router.NextDeadline;
        Router.Advance(Neighbours, Now, Output);
    }

    public (Contact To, BroadcastFrame Frame) TakePayload() => Assert.Single(TakePayloads());

    public List<(Contact To, BroadcastFrame Frame)> TakePayloads() => Output.TakeSent<BroadcastFrame>();

    public List<(Contact To, OfferFrame Frame)> TakeOffers() => Output.TakeSent<OfferFrame>();

    public List<(Contact To, ServeFrame Frame)> TakeServes() => Output.TakeSent<ServeFrame>();

    public void AssertDone()
    {
        Assert.Equal((0, 0), (Router.OpenRegions, Router.OwnUnacknowledged));
        Assert.Equal(Instant.Never, Router.NextDeadline);
    }
}
