using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class RegionFailoverTests
{
    private const int Height = 255;
    private static readonly TreeSettings OneRegion = new() { FanOut = 1 };

    /// <summary>One complete region of six.</summary>
    private readonly TreeRig _rig = new(TreeTables.InBucket(255, 6), OneRegion);

    [Fact]
    public void The_first_time_out_should_offer_to_the_delegate_and_three_others_without_payload()
    {
        var (silent, id) = PublishToSilent();
        Assert.Equal(TimeSpan.FromMilliseconds(250), _rig.Now - new Instant(1_000_000));
        Assert.Empty(_rig.TakePayloads());
        var offers = _rig.TakeOffers();
        Assert.Equal(4, offers.Select(sent => sent.To.Id).Distinct().Count());
        Assert.Contains(offers, sent => sent.To == silent);
        Assert.All(offers, sent => Assert.Equal(new OfferFrame(id, Height), sent.Frame));
        Assert.Equal((1, 4), (_rig.Counters.Timeouts, _rig.Counters.OffersSent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Anybody_who_has_served_as_much_should_end_it(bool isDelegate)
    {
        var (silent, id) = PublishToSilent();
        _rig.Receive(isDelegate ? silent : Others(silent)[0], new HaveFrame(id, Height));
        _rig.AssertDone();
        Assert.Empty(_rig.TakePayloads());
    }

    [Fact]
    public void A_late_acknowledgement_of_the_delegate_should_end_it()
    {
        var (silent, id) = PublishToSilent();
        _rig.Receive(silent, new AckFrame(id, Height, 0, 1));
        _rig.AssertDone();
    }

    [Fact]
    public void An_acknowledgement_of_the_delegate_that_was_replaced_should_end_it_too()
    {
        var (silent, id) = PublishToSilent();
        foreach (var other in Others(silent)[..2])
            _rig.Receive(other, new WantFrame(id));

        _rig.TakePayload();
        _rig.Receive(silent, new AckFrame(id, Height, 0, 1));
        _rig.AssertDone();
    }

    [Fact]
    public void Two_that_want_it_should_switch_at_once()
    {
        var (silent, id) = PublishToSilent();
        var others = Others(silent);
        _rig.Receive(others[0], new WantFrame(id));
        Assert.Empty(_rig.TakePayloads());
        _rig.Receive(others[1], new WantFrame(id));
        var (to, payload) = _rig.TakePayload();
        Assert.Equal((others[0], Height), (to, payload.Header.Height));
        _rig.Acknowledge(to, payload);
        _rig.AssertDone();
    }

    [Fact]
    public void One_that_wants_it_should_get_it_once_the_delegate_had_its_time()
    {
        var (silent, id) = PublishToSilent();
        var other = Others(silent)[0];
        _rig.Receive(other, new WantFrame(id));
        var asked = _rig.Now;
        _rig.WaitUntilDue();

        // Once more the time-out of the delegate, not doubled.
        Assert.Equal(TimeSpan.FromMilliseconds(250), _rig.Now - asked);
        Assert.Equal(other, _rig.TakePayload().To);
        Assert.Contains(_rig.Output.Take<ContactSuspected>(), suspected => suspected.Contact == silent);
        _rig.Receive(other, new AckFrame(id, Height, 0, 1));
        _rig.AssertDone();
    }

    [Fact]
    public void The_delegate_that_wants_it_should_be_sent_it_again()
    {
        var (silent, id) = PublishToSilent();
        _rig.Receive(silent, new WantFrame(id));
        var (to, payload) = _rig.TakePayload();
        Assert.Equal((silent, Height), (to, payload.Header.Height));
        _rig.Acknowledge(to, payload);
        _rig.AssertDone();
    }

    [Fact]
    public void An_answer_to_a_second_payload_should_not_be_taken_for_a_round_trip()
    {
        var (silent, id) = PublishToSilent();
        _rig.Receive(silent, new WantFrame(id));
        _rig.Receive(silent, new AckFrame(id, Height, 0, 1));
        Assert.Empty(_rig.Output.Take<RoundTripMeasured>());
    }

    [Fact]
    public void An_answer_to_the_first_payload_should_be_told_as_a_round_trip()
    {
        _rig.Publish();
        var (to, payload) = _rig.TakePayload();
        _rig.Now += TimeSpan.FromMilliseconds(40);
        _rig.Acknowledge(to, payload);
        Assert.Equal(new RoundTripMeasured(to.Id, TimeSpan.FromMilliseconds(40)), Assert.Single(_rig.Output.Take<RoundTripMeasured>()));
    }

    [Fact]
    public void An_answer_that_had_to_wait_for_a_link_should_not_be_taken_for_a_round_trip()
    {
        foreach (var contact in TreeTables.InBucket(255, 6))
            _rig.Neighbours.Closed(contact.Id);

        _rig.Publish();
        var (to, payload) = _rig.TakePayload();
        _rig.Now += TimeSpan.FromMilliseconds(40);
        _rig.Acknowledge(to, payload);
        Assert.Empty(_rig.Output.Take<RoundTripMeasured>());
    }

    [Fact]
    public void Where_all_have_it_and_serve_less_one_should_be_asked_to_serve()
    {
        var (silent, id) = PublishToSilent();
        var offered = _rig.TakeOffers().Select(sent => sent.To).Where(to => to != silent).ToList();
        foreach (var other in offered)
            _rig.Receive(other, new HaveFrame(id, 100));

        Assert.Empty(_rig.TakeServes());
        _rig.WaitUntilDue();
        var (to, serve) = Assert.Single(_rig.TakeServes());
        Assert.Contains(to, offered);
        Assert.Equal((1, true), (serve.Length, new Region(serve.Point, serve.Length).Contains(to.Id)));
        Assert.Empty(_rig.TakePayloads());
        _rig.Receive(to, new AckFrame(id, Height, 0, 0));
        _rig.AssertDone();
    }

    [Fact]
    public void One_that_wants_it_should_be_preferred_to_those_that_have_it_and_serve_less()
    {
        var (silent, id) = PublishToSilent();
        var others = Others(silent);
        _rig.Receive(others[0], new HaveFrame(id, 100));
        _rig.Receive(others[1], new WantFrame(id));
        _rig.Receive(others[2], new WantFrame(id));
        Assert.Empty(_rig.TakePayloads());
        _rig.WaitUntilDue();
        Assert.Contains(_rig.TakePayload().To, others[1..]);
    }

    [Fact]
    public void A_silent_one_that_was_asked_to_serve_should_be_replaced()
    {
        var (silent, id) = PublishToSilent();
        foreach (var (to, _) in _rig.TakeOffers().Where(sent => sent.To != silent))
            _rig.Receive(to, new HaveFrame(id, 100));

        _rig.WaitUntilDue();
        Assert.Single(_rig.TakeServes());
        _rig.WaitUntilDue();
        Assert.NotEmpty(_rig.TakeOffers());
        Assert.Equal(1, _rig.Router.OpenRegions);
    }

    [Fact]
    public void A_frame_that_cannot_be_sent_should_switch_at_once()
    {
        _rig.Publish();
        var (dead, payload) = _rig.TakePayload();
        _rig.Fail(dead, payload);
        Assert.Equal(new Instant(1_000_000), _rig.Now);
        var offers = _rig.TakeOffers();
        Assert.Equal(4, offers.Count);
        Assert.DoesNotContain(offers, sent => sent.To == dead);
        _rig.Receive(offers[0].To, new WantFrame(payload.Header.Id));
        Assert.Equal(offers[0].To, _rig.TakePayload().To);
        Assert.Equal(1, _rig.Counters.PayloadsLost);
    }

    [Fact]
    public void An_offer_that_cannot_be_sent_should_not_be_waited_for()
    {
        var (silent, id) = PublishToSilent();
        var offers = _rig.TakeOffers();
        _rig.Receive(offers.Last(sent => sent.To != silent).To, new WantFrame(id));
        foreach (var (to, frame) in offers.Where(sent => sent.To != offers.Last(sent => sent.To != silent).To))
            _rig.Fail(to, frame);

        Assert.Single(_rig.TakePayloads());
    }

    [Fact]
    public void A_region_of_few_should_be_tried_seven_times_each_and_then_given_up()
    {
        var rig = new TreeRig(TreeTables.InBucket(255, 3), OneRegion);
        rig.Publish();
        rig.TakePayload();
        while (rig.Router.OpenRegions > 0)
            rig.WaitUntilDue();

        Assert.All(rig.TakeOffers().CountBy(sent => sent.To.Id), tries => Assert.Equal(7, tries.Value));
        Assert.Equal(1, rig.Counters.RegionsGivenUp);
        rig.AssertDone();
    }

    [Fact]
    public void A_region_of_many_should_be_tried_three_times_each_and_then_given_up()
    {
        PublishToSilent();
        while (_rig.Router.OpenRegions > 0)
            _rig.WaitUntilDue();

        var tries = _rig.TakeOffers().CountBy(sent => sent.To.Id).ToList();
        Assert.Equal(6, tries.Count);
        Assert.All(tries, contact => Assert.Equal(3, contact.Value));
        Assert.Equal(1, _rig.Counters.RegionsGivenUp);
        _rig.AssertDone();
    }

    [Fact]
    public void Somebody_who_wants_it_again_and_again_and_never_takes_it_should_be_passed_over()
    {
        var (silent, id) = PublishToSilent();
        var payloads = 1;
        for (var i = 0; i < 1_000 && _rig.Router.OpenRegions > 0; i++)
        {
            foreach (var (to, _) in _rig.TakeOffers().Where(sent => sent.To == silent))
                _rig.Receive(to, new WantFrame(id));

            payloads += _rig.TakePayloads().Count;
            if (_rig.Router.OpenRegions > 0)
                _rig.WaitUntilDue();
        }

        Assert.InRange(payloads, 3, 10);
        _rig.AssertDone();
    }

    [Fact]
    public void Suspects_alone_should_be_asked_before_they_are_sent_anything()
    {
        PublishToSilent();
        while (_rig.Router.OpenRegions > 0)
            _rig.WaitUntilDue();

        _rig.TakeOffers();
        var id = _rig.Publish();
        Assert.Empty(_rig.TakePayloads());
        var offers = _rig.TakeOffers();
        Assert.Equal(4, offers.Count);
        _rig.Receive(offers[2].To, new WantFrame(id));
        Assert.Equal(offers[2].To, _rig.TakePayload().To);
    }

    [Fact]
    public void Several_silent_ones_should_lead_to_the_nearest_child_that_has_acknowledged()
    {
        var rig = TwoBuckets(out var id, out var child);
        AnswerNothing(rig);
        var (to, serve) = Assert.Single(rig.TakeServes());
        Assert.Equal(child, to);
        Assert.Equal((id, 1), (serve.Id, (int)serve.Length));
        Assert.Equal(255, TreeTables.Self.DistanceTo(serve.Point).BucketIndex);
    }

    [Fact]
    public void A_child_that_has_taken_over_the_region_should_end_it()
    {
        var rig = TwoBuckets(out var id, out var child);
        AnswerNothing(rig);
        var serve = Assert.Single(rig.TakeServes()).Frame;
        rig.Receive(child, new AckFrame(id, (ushort)(PeerId.Bits - serve.Length), 0, 0));
        rig.AssertDone();
        Assert.Equal((0, 0), (rig.Counters.RegionsGivenUp, rig.Counters.LateAnswers));
    }

    [Fact]
    public void A_child_that_cannot_be_reached_any_more_should_not_be_waited_for()
    {
        var rig = TwoBuckets(out _, out var child);
        AnswerNothing(rig);
        rig.TakeOffers();
        var serve = Assert.Single(rig.TakeServes()).Frame;
        rig.Fail(child, serve);
        Assert.Equal(4, rig.TakeOffers().Count);
    }

    [Fact]
    public void A_silent_child_should_not_keep_the_region_open_for_ever()
    {
        var rig = TwoBuckets(out _, out _);
        while (rig.Router.OpenRegions > 0)
            rig.WaitUntilDue();

        rig.AssertDone();
        Assert.Single(rig.TakeServes());
        Assert.Equal(1, rig.Counters.RegionsGivenUp);
    }

    /// <summary>Two regions, a full bucket each, of which the nearer has acknowledged and the farther is silent.</summary>
    private static TreeRig TwoBuckets(out MessageId id, out Contact child)
    {
        var rig = new TreeRig([.. TreeTables.InBucket(255, 20), .. TreeTables.InBucket(254, 20)], OneRegion);
        id = rig.Publish();
        var (to, payload) = Assert.Single(rig.TakePayloads(), sent => sent.Frame.Header.Height == 254);
        rig.Acknowledge(to, payload);
        child = to;
        Assert.Equal(1, rig.Router.OpenRegions);
        return rig;
    }

    private static void AnswerNothing(TreeRig rig)
    {
        while (!rig.Output.Sent.Exists(sent => sent.Frame is ServeFrame))
            rig.WaitUntilDue();
    }

    private (Contact Silent, MessageId Id) PublishToSilent()
    {
        var id = _rig.Publish();
        var (silent, payload) = _rig.TakePayload();
        Assert.Equal(Height, payload.Header.Height);
        _rig.WaitUntilDue();
        return (silent, id);
    }

    /// <summary>The others that were offered the message.</summary>
    private Contact[] Others(Contact silent) =>
        _rig.TakeOffers().Select(sent => sent.To).Where(to => to != silent).ToArray();
}
