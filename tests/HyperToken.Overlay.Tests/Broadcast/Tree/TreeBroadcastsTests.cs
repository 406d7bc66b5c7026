using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class TreeBroadcastsTests
{
    private static readonly Contact Parent = Ids.Peer(77);
    private static readonly Contact[] Far = TreeTables.InBucket(255, 20);
    private static readonly Contact[] Near = TreeTables.InBucket(254, 20);

    [Fact]
    public void A_message_of_ones_own_should_go_to_one_contact_of_each_region_with_its_height()
    {
        var rig = new TreeRig([.. Far, .. Near]);
        var id = rig.Publish();
        var payloads = rig.TakePayloads();
        Assert.Equal(rig.Router.OpenRegions, payloads.Count);
        Assert.Equal(payloads.Count, payloads.Select(sent => sent.To.Id).Distinct().Count());
        foreach (var (to, frame) in payloads)
        {
            Assert.Equal(new HopHeader(id, BroadcastPlan.Tree, TimeToLive: 63, Hops: 1, frame.Header.Height), frame.Header);
            var region = new Region(to.Id, PeerId.Bits - frame.Header.Height);
            Assert.Single(payloads, other => region.Contains(other.To.Id));
        }

        Assert.Equal(1, rig.Router.OwnUnacknowledged);
        Acknowledge(rig, payloads);
        rig.AssertDone();
    }

    [Fact]
    public void A_peer_alone_should_have_nothing_to_do()
    {
        var rig = new TreeRig([]);
        rig.Publish();
        Assert.Empty(rig.Output.Sent);
        rig.AssertDone();
    }

    [Fact]
    public void Every_payload_should_be_acknowledged_and_copies_too()
    {
        var rig = new TreeRig([]);
        var body = rig.Body(Ids.Of(50));
        Assert.Equal(ReceiveOutcome.Delivered, rig.Receive(Parent, body, height: 200));
        Assert.Equal((Parent, new AckFrame(body.Id, 200, 0, 1)), Assert.Single(rig.Output.TakeSent<AckFrame>()));

        var other = Ids.Peer(78);
        Assert.Equal(ReceiveOutcome.Duplicate, rig.Receive(other, body, height: 100));
        Assert.Equal((other, new AckFrame(body.Id, 100, 0, 0)), Assert.Single(rig.Output.TakeSent<AckFrame>()));
        Assert.Single(rig.Output.Delivered);
    }

    [Fact]
    public void A_copy_should_be_acknowledged_though_the_message_is_kept_no_longer()
    {
        var rig = new TreeRig([], repair: new RepairSettings { MaxMessages = 1 });
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, body, height: 200);
        rig.Receive(Parent, rig.Body(Ids.Of(50)), height: 200);
        Assert.Null(rig.Memory.Find(body.Id));
        rig.Output.TakeSent<AckFrame>();

        Assert.Equal(ReceiveOutcome.Duplicate, rig.Receive(Parent, body, height: 200));
        Assert.Equal((Parent, new AckFrame(body.Id, 200, 0, 0)), Assert.Single(rig.Output.TakeSent<AckFrame>()));
    }

    [Fact]
    public void An_acknowledgement_should_tell_how_much_was_forwarded()
    {
        var rig = new TreeRig(TreeTables.InBucket(250, 3));
        rig.Publish();
        rig.Receive(Parent, rig.Body(Ids.Of(50)), height: 0);
        Assert.Equal(3, Assert.Single(rig.Output.TakeSent<AckFrame>()).Frame.Load);
    }

    [Fact]
    public void A_message_should_be_served_below_its_height_only_and_have_made_one_more_hop()
    {
        var rig = new TreeRig([.. Far, .. TreeTables.InBucket(250, 3), .. TreeTables.InBucket(240, 3)]);
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, body, height: 250);
        var payloads = rig.TakePayloads();
        Assert.Equal(3, payloads.Count);
        Assert.All(payloads, sent => Assert.Equal(240, TreeTables.Self.DistanceTo(sent.To.Id).BucketIndex));
        Assert.All(payloads, sent => Assert.Equal((59, 3), (sent.Frame.Header.TimeToLive, sent.Frame.Header.Hops)));
        Acknowledge(rig, payloads);
        rig.AssertDone();
    }

    [Fact]
    public void A_message_whose_hops_are_spent_should_be_delivered_and_go_no_further()
    {
        var rig = new TreeRig(Far);
        Assert.Equal(ReceiveOutcome.Delivered, rig.Receive(Parent, rig.Body(Ids.Of(50)), height: 256, timeToLive: 0));
        Assert.Single(rig.Output.TakeSent<AckFrame>());
        Assert.Empty(rig.Output.Sent);
        Assert.Equal(1, rig.Counters.Expired);
        rig.AssertDone();
    }

    [Fact]
    public void A_larger_height_asked_of_one_who_has_the_message_should_be_served_by_offers_only()
    {
        var rig = new TreeRig([.. Far, .. TreeTables.InBucket(240, 2)]);
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, body, height: 250);
        Acknowledge(rig, rig.TakePayloads());

        rig.Receive(Ids.Peer(78), body, height: 256);
        Assert.Empty(rig.TakePayloads());
        var offers = rig.TakeOffers();
        Assert.Equal(rig.Router.OpenRegions, offers.Count);
        Assert.All(offers, sent => Assert.Equal(255, TreeTables.Self.DistanceTo(sent.To.Id).BucketIndex));

        // Whoever lacks it gets it, once; the others are not bothered.
        rig.Receive(offers[0].To, new WantFrame(body.Id));
        var (to, payload) = rig.TakePayload();
        Assert.Equal((offers[0].To, offers[0].Frame.Height, 3), (to, payload.Header.Height, payload.Header.Hops));
        rig.Acknowledge(to, payload);
        foreach (var (other, frame) in offers[1..])
            rig.Receive(other, new HaveFrame(body.Id, frame.Height));

        rig.AssertDone();
        rig.Receive(Parent, body, height: 256);
        Assert.Empty(rig.TakeOffers());
    }

    [Fact]
    public void An_offer_should_be_answered_by_what_is_here()
    {
        var rig = new TreeRig([]);
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, new OfferFrame(body.Id, 256));
        Assert.Equal((Parent, new WantFrame(body.Id)), Assert.Single(rig.Output.TakeSent<WantFrame>()));

        rig.Receive(Parent, body, height: 200);
        rig.Receive(Parent, new OfferFrame(body.Id, 256));
        Assert.Equal((Parent, new HaveFrame(body.Id, 200)), Assert.Single(rig.Output.TakeSent<HaveFrame>()));
    }

    [Fact]
    public void A_large_payload_should_be_offered_first_and_sent_to_those_who_want_it()
    {
        var rig = new TreeRig(TreeTables.InBucket(250, 3), new TreeSettings { OfferFirstBytes = 2_000 });
        var small = rig.Publish(payloadBytes: 100);
        Acknowledge(rig, rig.TakePayloads());

        var id = rig.Publish(payloadBytes: 2_000);
        Assert.NotEqual(small, id);
        Assert.Empty(rig.TakePayloads());
        var offers = rig.TakeOffers();
        Assert.Equal(3, offers.Count);
        rig.Receive(offers[0].To, new HaveFrame(id, offers[0].Frame.Height));
        rig.Receive(offers[1].To, new WantFrame(id));
        Assert.Equal(offers[1].To, rig.TakePayload().To);
        rig.Receive(offers[1].To, new AckFrame(id, offers[1].Frame.Height, 0, 1));
        Assert.Equal(1, rig.Router.OpenRegions);
        rig.Receive(offers[2].To, new WantFrame(id));
        Acknowledge(rig, rig.TakePayloads());
        rig.AssertDone();
    }

    [Fact]
    public void Once_many_are_silent_all_but_the_small_should_be_offered_until_everybody_was_asked()
    {
        var rig = new TreeRig(TreeTables.InBucket(250, 20));
        rig.Publish();
        Assert.Equal(20, rig.TakePayloads().Count);
        while (rig.Router.OpenRegions > 0)
            rig.WaitUntilDue();

        foreach (var entry in Tables.All(rig.Neighbours.Table))
            rig.Router.Heard(entry.Contact);

        rig.TakeOffers();
        rig.Publish(payloadBytes: 1024);
        Assert.Empty(rig.TakePayloads());
        Assert.NotEmpty(rig.TakeOffers());

        rig.Publish();
        Assert.NotEmpty(rig.TakePayloads());
        Assert.Empty(rig.TakeOffers());

        rig.Router.Probed();
        rig.Publish(payloadBytes: 1024);
        Assert.NotEmpty(rig.TakePayloads());
        Assert.Empty(rig.TakeOffers());
    }

    [Fact]
    public void A_repaired_message_should_be_offered_to_the_nearest_and_end_with_anybody_who_has_it()
    {
        var near = TreeTables.InBucket(245, 6);
        var rig = new TreeRig([.. Far, .. near]);
        var body = rig.Body(Ids.Of(50));
        Assert.Equal(ReceiveOutcome.Repaired, rig.Receive(Parent, body, height: 0, BroadcastPlan.Repair));
        Assert.Empty(rig.TakePayloads());
        var offers = rig.TakeOffers();
        Assert.Equal(near.Select(contact => contact.Id).Order(), offers.Select(sent => sent.To.Id).Order());
        rig.Receive(offers[0].To, new WantFrame(body.Id));
        Acknowledge(rig, rig.TakePayloads());
        foreach (var (to, _) in offers[1..])
            rig.Receive(to, new HaveFrame(body.Id, 0));

        rig.AssertDone();
    }

    [Theory]
    [InlineData(BroadcastPlan.Repair)]
    [InlineData(BroadcastPlan.Tree)]
    public void Whoever_gets_an_old_message_should_be_told_its_age(BroadcastPlan plan)
    {
        var rig = new TreeRig(TreeTables.InBucket(245, 6));
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, body, height: 246, plan, age: 20);
        rig.Now += TimeSpan.FromSeconds(2);
        foreach (var (to, _) in rig.TakeOffers())
            rig.Receive(to, new WantFrame(body.Id));

        var payloads = rig.TakePayloads();
        Assert.NotEmpty(payloads);
        Assert.All(payloads, sent => Assert.Equal(plan == BroadcastPlan.Repair ? 22 : 20, sent.Frame.Header.Age));
    }

    [Fact]
    public void A_message_that_is_sent_at_once_should_tell_no_age()
    {
        var rig = new TreeRig(TreeTables.InBucket(245, 6));
        rig.Publish();

        var payloads = rig.TakePayloads();
        Assert.NotEmpty(payloads);
        Assert.All(payloads, sent => Assert.Equal(0, sent.Frame.Header.Age));
    }

    [Fact]
    public void A_peer_that_catches_up_on_much_should_not_offer_it_all()
    {
        var rig = new TreeRig(TreeTables.InBucket(245, 6));
        for (var i = 0; i < 50; i++)
            rig.Receive(Parent, rig.Body(Ids.Of(50)), height: 0, BroadcastPlan.Repair);

        Assert.Equal(6, rig.TakeOffers().Count);
        rig.Now += TimeSpan.FromMilliseconds(250);
        rig.Receive(Parent, rig.Body(Ids.Of(50)), height: 0, BroadcastPlan.Repair);
        Assert.Equal(6, rig.TakeOffers().Count);
    }

    [Fact]
    public void A_request_to_serve_ones_own_region_should_be_served_by_offers()
    {
        var rig = new TreeRig([.. Far, .. TreeTables.InBucket(240, 2)]);
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, body, height: 0);
        rig.Output.TakeSent<AckFrame>();
        rig.Receive(Parent, new ServeFrame(body.Id, TreeTables.Self, 6));
        Assert.Equal((Parent, new AckFrame(body.Id, 250, 0, 0)), Assert.Single(rig.Output.TakeSent<AckFrame>()));
        Assert.Empty(rig.TakePayloads());
        Assert.Equal(2, rig.TakeOffers().Count);
    }

    [Fact]
    public void A_request_to_serve_another_region_should_be_passed_on_to_those_known_there()
    {
        var rig = new TreeRig(Far);
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, body, height: 0);
        rig.Output.TakeSent<AckFrame>();
        rig.Receive(Parent, new ServeFrame(body.Id, Far[3].Id, 1));
        Assert.Equal((Parent, new AckFrame(body.Id, 255, 0, 0)), Assert.Single(rig.Output.TakeSent<AckFrame>()));
        var offers = rig.TakeOffers();
        Assert.Equal(4, offers.Count);
        rig.Receive(offers[0].To, new HaveFrame(body.Id, 255));
        rig.AssertDone();
    }

    [Fact]
    public void A_request_to_serve_what_nobody_is_known_in_or_what_is_not_here_should_leave_nothing_open()
    {
        var rig = new TreeRig(Near);
        var body = rig.Body(Ids.Of(50));
        rig.Receive(Parent, new ServeFrame(body.Id, Far[0].Id, 1));
        Assert.Empty(rig.Output.Sent);

        rig.Receive(Parent, body, height: 0);
        rig.Receive(Parent, new ServeFrame(body.Id, Far[0].Id, 1));
        Assert.Empty(rig.TakeOffers());
        rig.AssertDone();
    }

    [Fact]
    public void Answers_that_nobody_waits_for_should_be_counted_and_do_nothing()
    {
        var rig = new TreeRig(TreeTables.InBucket(250, 1));
        var id = rig.Publish();
        Acknowledge(rig, rig.TakePayloads());
        Frame[] late = [new AckFrame(id, 250, 0, 1), new HaveFrame(id, 256), new WantFrame(id), new DoneFrame(id, 250, 9)];
        foreach (var frame in late)
            rig.Receive(TreeTables.InBucket(250, 1)[0], frame);

        Assert.Equal(4, rig.Counters.LateAnswers);
        Assert.Empty(rig.Output.Sent);
        rig.AssertDone();
    }

    private static void Acknowledge(TreeRig rig, List<(Contact To, BroadcastFrame Frame)> payloads)
    {
        foreach (var (to, frame) in payloads)
            rig.Acknowledge(to, frame);
    }
}
