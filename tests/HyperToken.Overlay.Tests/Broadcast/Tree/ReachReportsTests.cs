using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class ReachReportsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly Contact Parent = Ids.Peer(77);
    private readonly TreeRig _rig = new(TreeTables.InBucket(250, 3));

    [Fact]
    public void The_origin_should_hear_the_sum_once_all_regions_are_served()
    {
        var id = _rig.Publish(reachLimit: Limit);
        var payloads = _rig.TakePayloads();
        Assert.All(payloads, sent => Assert.True(sent.Frame.Header.WantsReach));
        _rig.Acknowledge(payloads[0].To, payloads[0].Frame, reached: 1);
        _rig.Acknowledge(payloads[1].To, payloads[1].Frame, reached: null);
        _rig.Acknowledge(payloads[2].To, payloads[2].Frame, reached: 1);
        Assert.Empty(_rig.Output.Take<ReachKnown>());

        _rig.Receive(payloads[1].To, new DoneFrame(id, payloads[1].Frame.Header.Height, 40));
        Assert.Equal(new ReachKnown(id, 42, IsComplete: true), Assert.Single(_rig.Output.Take<ReachKnown>()));
        _rig.AssertDone();
    }

    [Fact]
    public void The_origin_should_hear_what_is_known_when_the_time_is_over_and_only_once()
    {
        var id = _rig.Publish(reachLimit: Limit);
        var payloads = _rig.TakePayloads();
        _rig.Acknowledge(payloads[0].To, payloads[0].Frame, reached: 7);
        _rig.Acknowledge(payloads[1].To, payloads[1].Frame, reached: 7);
        while (_rig.Now < new Instant(1_000_000) + Limit)
        {
            _rig.WaitUntilDue();
            foreach (var (to, frame) in _rig.TakeOffers())
                _rig.Receive(to, new AckFrame(id, frame.Height, 0, null));
        }

        Assert.Equal(new ReachKnown(id, 14, IsComplete: false), Assert.Single(_rig.Output.Take<ReachKnown>()));
        _rig.Receive(payloads[2].To, new DoneFrame(id, payloads[2].Frame.Header.Height, 9));
        Assert.Empty(_rig.Output.Take<ReachKnown>());
        _rig.AssertDone();
    }

    [Fact]
    public void An_origin_alone_should_hear_at_once_that_nobody_was_reached()
    {
        var rig = new TreeRig([]);
        var id = rig.Publish(reachLimit: Limit);
        Assert.Equal(new ReachKnown(id, 0, IsComplete: true), Assert.Single(rig.Output.Take<ReachKnown>()));
        rig.AssertDone();
    }

    [Fact]
    public void A_message_without_acknowledgement_of_all_should_report_nothing()
    {
        _rig.Publish();
        foreach (var (to, frame) in _rig.TakePayloads())
            _rig.Acknowledge(to, frame);

        Assert.Empty(_rig.Output.Take<ReachKnown>());
    }

    [Fact]
    public void A_part_should_be_told_to_the_parent_when_it_is_served()
    {
        var body = _rig.Body(Ids.Of(50));
        _rig.Receive(Parent, body, height: 256, wantsReach: true);
        Assert.Equal((Parent, new AckFrame(body.Id, 256, 3, null)), Assert.Single(_rig.Output.TakeSent<AckFrame>()));
        foreach (var (to, frame) in _rig.TakePayloads())
            _rig.Acknowledge(to, frame, reached: 5);

        Assert.Equal((Parent, new DoneFrame(body.Id, 256, 16)), Assert.Single(_rig.Output.TakeSent<DoneFrame>()));
        _rig.AssertDone();
    }

    [Fact]
    public void A_parent_that_asks_again_should_hear_how_far_it_is_and_others_that_the_message_is_here()
    {
        var body = _rig.Body(Ids.Of(50));
        _rig.Receive(Parent, body, height: 256, wantsReach: true);
        var payloads = _rig.TakePayloads();
        _rig.Output.Sent.Clear();

        _rig.Receive(Parent, new OfferFrame(body.Id, 256));
        Assert.Equal((Parent, new AckFrame(body.Id, 256, 3, null)), Assert.Single(_rig.Output.Sent));
        _rig.Output.Sent.Clear();

        foreach (var (to, frame) in payloads)
            _rig.Acknowledge(to, frame, reached: 5);

        _rig.Output.Sent.Clear();
        _rig.Receive(Parent, new OfferFrame(body.Id, 256));
        Assert.Equal((Parent, new DoneFrame(body.Id, 256, 16)), Assert.Single(_rig.Output.Sent));
        _rig.Output.Sent.Clear();

        var other = Ids.Peer(78);
        _rig.Receive(other, new OfferFrame(body.Id, 200));
        Assert.Equal((other, new HaveFrame(body.Id, 256)), Assert.Single(_rig.Output.Sent));
    }

    [Fact]
    public void A_peer_with_nothing_to_serve_should_say_so_again_when_its_acknowledgement_was_lost()
    {
        var body = _rig.Body(Ids.Of(50));
        _rig.Receive(Parent, body, height: 0, wantsReach: true);
        _rig.Receive(Parent, body, height: 0, wantsReach: true);
        var acknowledgement = (Parent, new AckFrame(body.Id, 0, 0, 1));
        Assert.Equal([acknowledgement, acknowledgement], _rig.Output.TakeSent<AckFrame>());

        _rig.Receive(Parent, new OfferFrame(body.Id, 0));
        Assert.Equal((Parent, new DoneFrame(body.Id, 0, 1)), Assert.Single(_rig.Output.Sent));
    }

    [Fact]
    public void A_copy_from_another_should_count_for_nothing()
    {
        var body = _rig.Body(Ids.Of(50));
        _rig.Receive(Parent, body, height: 256, wantsReach: true);
        _rig.Output.TakeSent<AckFrame>();
        _rig.Receive(Ids.Peer(78), body, height: 256, wantsReach: true);
        Assert.Equal(0u, Assert.Single(_rig.Output.TakeSent<AckFrame>()).Frame.Reached);
    }

    [Fact]
    public void A_delegate_that_is_served_by_somebody_else_should_not_be_waited_for()
    {
        var id = _rig.Publish(reachLimit: Limit);
        var payloads = _rig.TakePayloads();
        foreach (var (to, frame) in payloads[1..])
            _rig.Acknowledge(to, frame);

        _rig.WaitUntilDue();
        _rig.Receive(payloads[0].To, new HaveFrame(id, 256));
        Assert.Equal(new ReachKnown(id, 2, IsComplete: true), Assert.Single(_rig.Output.Take<ReachKnown>()));
        _rig.AssertDone();
    }

    [Fact]
    public void A_delegate_that_dies_while_it_serves_should_be_replaced()
    {
        var rig = new TreeRig(TreeTables.InBucket(250, 6), new TreeSettings { FanOut = 1 });
        var id = rig.Publish(reachLimit: Limit);
        var (dead, payload) = rig.TakePayload();
        rig.Acknowledge(dead, payload, reached: null);
        rig.WaitUntilDue();
        var probe = Assert.Single(rig.TakeOffers());
        Assert.Equal(dead, probe.To);
        rig.WaitUntilDue();
        var offers = rig.TakeOffers();
        Assert.DoesNotContain(offers, sent => sent.To == dead);
        rig.Receive(offers[0].To, new HaveFrame(id, 3));
        foreach (var (to, _) in offers[1..])
            rig.Receive(to, new HaveFrame(id, 2));

        var serve = Assert.Single(rig.TakeServes());
        rig.Receive(serve.To, new AckFrame(id, payload.Header.Height, 0, 0));
        rig.AssertDone();
        Assert.True(Assert.Single(rig.Output.Take<ReachKnown>()).IsComplete);
    }

    [Fact]
    public void Several_messages_should_each_be_reported_at_their_own_time()
    {
        var late = _rig.Publish(reachLimit: 2 * Limit);
        var early = _rig.Publish(reachLimit: Limit);
        var told = new List<ReachKnown>();
        while (_rig.Router.NextDeadline != Instant.Never)
        {
            _rig.WaitUntilDue();
            foreach (var known in _rig.Output.Take<ReachKnown>())
                told.Add(known);
        }

        Assert.Equal(new[] { late, early }.ToHashSet(), told.Select(known => known.Id).ToHashSet());
        Assert.Equal(2, told.Count);
        _rig.AssertDone();
    }
}
