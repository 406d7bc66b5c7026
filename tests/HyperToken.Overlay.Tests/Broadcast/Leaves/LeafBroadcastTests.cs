using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Leaves;

/// <summary>One peer on the supernode plan, driven through its router.</summary>
public sealed class LeafBroadcastTests
{
    private static readonly Contact Self = Ids.Peer(1000);
    private static readonly Contact[] Supernodes = [Ids.Peer(1), Ids.Peer(2), Ids.Peer(3)];
    private static readonly Contact[] Leaves = [.. Enumerable.Range(10, 5).Select(i => Ids.Peer(i).In(ContactMode.Leaf))];
    private readonly RecordingOutput _output = new();
    private readonly PeerComponent _peer = new(
        Self, new PeerSettings { Strategy = RoutingStrategy.Supernode }, incarnation: 1, new RandomSource(1));

    private Instant _now = Instant.Zero + TimeSpan.FromSeconds(100);

    [Fact]
    public void A_leaf_should_hand_its_message_to_its_primary_alone()
    {
        BecomeLeaf();
        var id = Publish();
        var (to, frame) = Assert.Single(_output.TakeSent<BroadcastFrame>());
        Assert.Equal(Supernodes[0].Id, to.Id);
        Assert.Equal((BroadcastPlan.Supernode, (ushort)256), (frame.Header.Plan, frame.Header.Height));
        Receive(Supernodes[0], new AckFrame(id, 256, 0, 1));
        Assert.Equal(0, _peer.OwnUnacknowledged);
    }

    [Theory]
    [InlineData(BroadcastPlan.Supernode)]
    [InlineData(BroadcastPlan.Tree)]
    public void A_leaf_that_was_a_supernode_should_not_acknowledge_what_it_cannot_serve(BroadcastPlan plan)
    {
        BecomeLeaf();
        var body = Body();
        var payload = Payload(body, height: 200);
        Receive(Supernodes[1], new BroadcastFrame(payload.Header with { Plan = plan }, payload.Envelope));
        Assert.Single(_output.Delivered);
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void A_leaf_should_learn_the_reach_from_its_supernode()
    {
        BecomeLeaf();
        var id = PublishAcknowledged();
        Assert.True(Assert.Single(_output.TakeSent<BroadcastFrame>()).Frame.Header.WantsReach);
        Receive(Supernodes[0], new AckFrame(id, 256, 0, Reached: null));
        Pass(TimeSpan.FromSeconds(2));
        Assert.Empty(_output.TakeSent<BroadcastFrame>());
        Receive(Supernodes[0], new DoneFrame(id, 256, 70));
        Assert.Equal(new ReachKnown(id, 70, IsComplete: true), Assert.Single(_output.Take<ReachKnown>()));
        Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(_output.Take<ReachKnown>());
    }

    [Fact]
    public void A_leaf_should_report_what_it_knows_when_the_time_is_over()
    {
        BecomeLeaf();
        var id = PublishAcknowledged();
        Receive(Supernodes[0], new AckFrame(id, 256, 0, Reached: null));
        Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(new ReachKnown(id, 1, IsComplete: false), Assert.Single(_output.Take<ReachKnown>()));
    }

    [Fact]
    public void A_supernode_should_count_the_leaves_it_has_sent_a_message_to()
    {
        BecomeSupernode();
        var body = new EnvelopeBody(Leaves[0].Id, 1, 1, _now.Micros, "t", new byte[1]);
        Receive(Leaves[0], new BroadcastFrame(new HopHeader(body.Id, BroadcastPlan.Supernode, 60, 1, 256, WantsReach: true), Envelope.FromWire(Envelope.Seal(body).Bytes)));
        Assert.Equal(1u + 2u, Assert.Single(_output.TakeSent<AckFrame>()).Frame.Reached);
    }

    [Fact]
    public void A_primary_that_does_not_acknowledge_should_be_passed_over()
    {
        BecomeLeaf();
        Publish();
        _output.Sent.Clear();
        Wait();
        Assert.Equal(Supernodes[1].Id, Assert.Single(_output.TakeSent<BroadcastFrame>()).To.Id);
        Assert.Equal(Supernodes[0].Id, Assert.Single(_output.Take<ContactSuspected>()).Contact.Id);
    }

    [Fact]
    public void A_leaf_without_a_supernode_should_hand_its_message_in_once_it_has_one()
    {
        Publish();
        Wait();
        Assert.Empty(_output.TakeSent<BroadcastFrame>());
        BecomeLeaf();
        Wait();
        Assert.Equal(Supernodes[0].Id, Assert.Single(_output.TakeSent<BroadcastFrame>()).To.Id);
    }

    [Fact]
    public void What_the_primary_brings_should_be_delivered_and_neither_acknowledged_nor_passed_on()
    {
        BecomeLeaf();
        var body = Body();
        Assert.Equal(FrameVerdict.NewPayload, Receive(Supernodes[0], Payload(body, height: 0)));
        Assert.Equal(body.Id, Assert.Single(_output.Delivered).Body.Id);
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void What_a_standby_tells_of_should_be_asked_for_only_when_the_primary_does_not_bring_it()
    {
        BecomeLeaf();
        var (brought, missing) = (Body(1), Body(2));
        Receive(Supernodes[1], new HaveFrame(brought.Id, 0));
        Receive(Supernodes[1], new HaveFrame(missing.Id, 0));
        Receive(Supernodes[2], new HaveFrame(missing.Id, 0));
        Receive(Supernodes[0], Payload(brought, height: 0));
        Assert.Empty(_output.TakeSent<WantFrame>());
        Pass(TimeSpan.FromMilliseconds(300));
        var (to, want) = Assert.Single(_output.TakeSent<WantFrame>());
        Assert.Equal((Supernodes[1].Id, missing.Id), (to.Id, want.Id));

        // It is asked of the other when the first does not answer, and not for ever.
        Pass(TimeSpan.FromMilliseconds(450));
        Assert.Equal(Supernodes[2].Id, Assert.Single(_output.TakeSent<WantFrame>()).To.Id);
        Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(4, _output.TakeSent<WantFrame>().Count);
    }

    [Fact]
    public void A_supernode_should_bring_a_message_to_its_primary_leaves_and_its_id_to_the_others()
    {
        BecomeSupernode();
        var body = Body(1, origin: Leaves[0].Id);
        Receive(Leaves[0], Payload(body, height: 256));
        Assert.Equal(body.Id, Assert.Single(_output.TakeSent<AckFrame>()).Frame.Id);
        var payloads = _output.TakeSent<BroadcastFrame>();
        Assert.Equal([Leaves[1].Id, Leaves[2].Id], payloads.Where(sent => sent.To.Mode == ContactMode.Leaf).Select(sent => sent.To.Id));
        Assert.Equal([Leaves[3].Id, Leaves[4].Id], _output.TakeSent<HaveFrame>().Select(sent => sent.To.Id));
    }

    [Theory]
    [InlineData(BroadcastPlan.Naive)]
    [InlineData(BroadcastPlan.Epidemic)]
    [InlineData(BroadcastPlan.Tree)]
    [InlineData(BroadcastPlan.Repair)]
    public void Leaves_should_get_what_came_by_any_plan(BroadcastPlan plan)
    {
        BecomeSupernode();
        var body = Body();
        var header = new HopHeader(body.Id, plan, 5, 1);
        Receive(Supernodes[0], new BroadcastFrame(header, Envelope.FromWire(Envelope.Seal(body).Bytes)));
        Assert.Equal(3, _output.TakeSent<BroadcastFrame>().Count(sent => sent.To.Mode == ContactMode.Leaf));
    }

    [Fact]
    public void A_leaf_should_be_sent_what_it_asks_for_within_its_budget()
    {
        BecomeSupernode();
        var id = Publish();
        _output.Sent.Clear();
        Receive(Leaves[4], new WantFrame(id));
        Assert.Equal(Leaves[4].Id, Assert.Single(_output.TakeSent<BroadcastFrame>()).To.Id);
        Receive(Leaves[4], new WantFrame(Body(99).Id));
        Assert.Empty(_output.TakeSent<BroadcastFrame>());
        for (var i = 0; i < 3_000; i++)
            Receive(Leaves[4], new WantFrame(id));

        // One before, and what it does not have.
        Assert.Equal(new RepairSettings().MaxServed - 1, _output.TakeSent<BroadcastFrame>().Count);
        Assert.Equal(3_000 + 2 - new RepairSettings().MaxServed, _peer.Counters.ServesRefused);
    }

    private void BecomeLeaf() => Be(new RoleSnapshot(PeerRole.Leaf, Supernodes, [], []));

    private void BecomeSupernode() => Be(new RoleSnapshot(PeerRole.Supernode, [], Leaves[..3], Leaves[3..]));

    private void Be(RoleSnapshot role) => _peer.Handle(new RolePublished(role), _now, _output);

    private MessageId Publish() => _peer.Broadcast("line", new byte[10], _now, _output).Id;

    private MessageId PublishAcknowledged() => _peer.BroadcastAcknowledged("line", new byte[10], TimeSpan.FromSeconds(5), _now, _output).Id;

    private FrameVerdict Receive(Contact from, Frame frame) => _peer.Receive(from, frame, _now, _output);

    private void Wait()
    {
        _now = _peer.NextDeadline;
        _peer.Advance(_now, _output);
    }

    private void Pass(TimeSpan span)
    {
        var end = _now + span;
        while (_peer.NextDeadline <= end)
            Wait();

        _now = end;
    }

    private EnvelopeBody Body(ulong sequence = 1, PeerId? origin = null) => new(origin ?? Ids.Of(77), 1, sequence, _now.Micros, "line", new byte[10]);

    private static BroadcastFrame Payload(EnvelopeBody body, int height) =>
        new(new HopHeader(body.Id, BroadcastPlan.Supernode, 60, 1, (ushort)height), Envelope.FromWire(Envelope.Seal(body).Bytes));
}
