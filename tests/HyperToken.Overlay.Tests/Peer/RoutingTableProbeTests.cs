using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

/// <summary>Whom a table pings, when, and what it makes of the answers.</summary>
public sealed class RoutingTableProbeTests : RoutingTableTestKit
{
    [Fact]
    public void A_newcomer_should_make_a_stale_contact_be_pinged_before_anybody_is_evicted()
    {
        FillThenWait(TimeSpan.FromSeconds(61));
        See(Rivals[2]);
        var (to, ping) = Assert.Single(_output.TakeSent<PingFrame>());
        Assert.Equal(Rivals[0], to);
        Assert.Empty(_output.Signals);

        // It answers, and stays.
        Handle(new PingAnswered(Rivals[0], ping.Request));
        Assert.Empty(_output.Take<ContactEvicted>());
        See(Rivals[2]);
        Assert.Equal(Rivals[1], Assert.Single(_output.TakeSent<PingFrame>()).To);
    }

    [Fact]
    public void A_contact_that_answers_as_a_leaf_should_leave_the_table()
    {
        FillThenWait(TimeSpan.FromSeconds(61));
        See(Rivals[2]);
        var (to, ping) = Assert.Single(_output.TakeSent<PingFrame>());

        Handle(new PingAnswered(to.In(ContactMode.Leaf), ping.Request));
        Assert.Equal(to.Id, Assert.Single(_output.Take<ContactEvicted>()).Contact.Id);
    }

    [Fact]
    public void A_silent_contact_should_become_a_suspect_and_then_make_room()
    {
        FillThenWait(TimeSpan.FromSeconds(61));
        See(Rivals[2]);
        Advance(Settings.PingTimeout);
        Assert.False(LastSnapshot().Trusts(Rivals[0].Id));
        Assert.Empty(_output.Take<ContactEvicted>());

        while (_output.Signals.OfType<ContactEvicted>().FirstOrDefault() is null)
            AdvanceToDeadline();

        Assert.Equal(Rivals[0], Assert.Single(_output.Take<ContactEvicted>()).Contact);
        Assert.Equal(Rivals[2], Assert.Single(_output.Take<ContactAdded>()).Contact);
        Assert.Equal(1, _component.DormantCount);
    }

    [Fact]
    public void Every_suspect_should_be_pinged_again_until_it_is_cleared_or_gone()
    {
        var contacts = Ids.Peers(10)[1..].Where(contact => Self.DistanceTo(contact.Id).BucketIndex > 252).Take(4).ToArray();
        Array.ForEach(contacts, See);
        Array.ForEach(contacts, contact => Handle(new ContactFailed(contact, Refused: false)));
        Advance(Settings.ProbeInterval);
        var pings = _output.TakeSent<PingFrame>();
        Assert.Equal(contacts.Select(contact => contact.Id).Order(), pings.Select(sent => sent.To.Id).Order());

        Handle(new PingAnswered(pings[0].To, pings[0].Frame.Request));
        Advance(Settings.PingTimeout);
        Assert.Equal(pings.Skip(1).Select(sent => sent.To.Id), _output.Take<ContactEvicted>().Select(evicted => evicted.Contact.Id));

        // From here on only the dormant are asked, one at a time.
        Advance(Settings.ProbeInterval - Settings.PingTimeout);
        Assert.Single(_output.TakeSent<PingFrame>());
    }

    [Fact]
    public void A_contact_heard_of_lately_should_not_be_pinged_for_a_newcomer()
    {
        FillThenWait(TimeSpan.FromSeconds(59));
        See(Rivals[2]);
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void The_dormant_should_be_tried_again_and_come_back()
    {
        See(Rivals[0]);
        Handle(new ContactFailed(Rivals[0], Refused: true));
        Assert.Equal(1, _component.DormantCount);

        Advance(Settings.ProbeInterval);
        var (to, ping) = Assert.Single(_output.TakeSent<PingFrame>());
        Assert.Equal(Rivals[0], to);
        _output.Signals.Clear();
        Handle(new PingAnswered(Rivals[0], ping.Request));
        Assert.Equal(Rivals[0], Assert.Single(_output.Take<ContactAdded>()).Contact);
        Assert.Equal(0, _component.DormantCount);
    }

    [Fact]
    public void A_lost_link_should_raise_the_question_and_not_answer_it()
    {
        See(Rivals[0]);
        _output.Signals.Clear();
        Handle(new LinkClosed(Rivals[0], Lost: true));
        Assert.Equal(Rivals[0], Assert.Single(_output.TakeSent<PingFrame>()).To);
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void A_ping_in_flight_when_the_link_is_lost_should_be_asked_again_at_once()
    {
        See(Rivals[0]);
        Handle(ProbeAll.Instance);
        var lost = Assert.Single(_output.TakeSent<PingFrame>()).Frame;
        Handle(new LinkClosed(Rivals[0], Lost: true));
        var (to, again) = Assert.Single(_output.TakeSent<PingFrame>());
        Assert.Equal(Rivals[0], to);
        Assert.NotEqual(lost.Request, again.Request);

        Handle(new SendFailed(Rivals[0], again));
        Assert.Equal(new ProbesFinished(1, 1), Assert.Single(_output.Take<ProbesFinished>()));
        Assert.Single(_output.Take<ContactEvicted>());
    }

    [Fact]
    public void A_stale_contact_of_each_bucket_should_be_pinged_in_its_turn()
    {
        var contacts = new[] { 255, 254, 252 }.Select(bucket => new Contact(Ids.InBucket(Self, bucket, 1))).ToList();
        contacts.ForEach(See);
        _now += TimeSpan.FromSeconds(61);
        var pinged = new HashSet<PeerId>();
        for (var i = 0; i < 8; i++)
        {
            Advance(Settings.ProbeInterval);
            foreach (var (to, ping) in _output.TakeSent<PingFrame>())
            {
                pinged.Add(to.Id);
                Handle(new PingAnswered(to, ping.Request));
            }
        }

        Assert.True(pinged.SetEquals(contacts.Select(contact => contact.Id)));
    }

    [Fact]
    public void A_round_should_ping_everybody_a_few_at_a_time_and_report()
    {
        var contacts = Ids.Peers(60)[1..];
        Array.ForEach(contacts, See);
        var members = LastSnapshotNow();
        _output.Signals.Clear();
        _output.Sent.Clear();

        Handle(ProbeAll.Instance);
        var pinged = 0;
        while (_output.TakeSent<PingFrame>() is { Count: > 0 } pings)
        {
            Assert.InRange(pings.Count, 1, Settings.MaxPings);
            foreach (var (to, ping) in pings)
            {
                if (++pinged % 4 == 0)
                    Handle(new SendFailed(to, ping));
                else
                    Handle(new PingAnswered(to, ping.Request));
            }
        }

        var finished = Assert.Single(_output.Take<ProbesFinished>());
        Assert.Equal((pinged, pinged / 4), (finished.Pinged, finished.Failed));
        Assert.True(pinged >= members.Count);
    }

    [Fact]
    public void A_round_should_end_though_nobody_answers()
    {
        Array.ForEach(Ids.Peers(60)[1..], See);
        Handle(ProbeAll.Instance);
        for (var i = 0; i < 100 && !_output.Signals.OfType<ProbesFinished>().Any(); i++)
            AdvanceToDeadline();

        var finished = Assert.Single(_output.Take<ProbesFinished>());
        Assert.Equal(finished.Pinged, finished.Failed);
    }

    [Fact]
    public void A_round_over_an_empty_table_should_end_at_once()
    {
        Handle(ProbeAll.Instance);
        Assert.Equal(new ProbesFinished(0, 0), Assert.Single(_output.Take<ProbesFinished>()));
    }

    [Fact]
    public void The_round_trip_should_come_from_pings_and_queries()
    {
        See(Rivals[0]);
        Handle(new RoundTripMeasured(Rivals[0].Id, TimeSpan.FromMilliseconds(40)));
        Assert.Equal(TimeSpan.FromMilliseconds(40), LastSnapshotNow().Bucket(250)[0].RoundTrip);

        Handle(new LinkClosed(Rivals[0], Lost: true));
        var (_, ping) = Assert.Single(_output.TakeSent<PingFrame>());
        _now += TimeSpan.FromMilliseconds(120);
        Handle(new PingAnswered(Rivals[0], ping.Request));
        Assert.Equal(TimeSpan.FromMilliseconds(50), LastSnapshotNow().Bucket(250)[0].RoundTrip);
    }
}
