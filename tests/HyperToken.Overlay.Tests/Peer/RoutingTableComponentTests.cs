using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class RoutingTableComponentTests : RoutingTableTestKit
{
    [Fact]
    public void A_seen_contact_should_enter_and_be_announced_once()
    {
        See(Rivals[0]);
        Assert.Equal(Rivals[0], Assert.Single(_output.Take<ContactAdded>()).Contact);
        Assert.Equal(1, Assert.Single(_output.Take<SnapshotPublished>()).Neighbours.Count);
        See(Rivals[0]);
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void A_refusal_should_evict_at_once_and_let_the_next_one_in()
    {
        FillThenWait(TimeSpan.FromSeconds(1));
        See(Rivals[2]);
        Handle(new SendFailed(Rivals[1], new PingFrame(77)));
        Assert.Equal(Rivals[1], Assert.Single(_output.Take<ContactEvicted>()).Contact);
        Assert.Equal(Rivals[2], Assert.Single(_output.Take<ContactAdded>()).Contact);
        Assert.False(LastSnapshot().Contains(Rivals[1].Id));

        Handle(new ContactFailed(Rivals[0], Refused: true));
        Assert.Single(_output.Take<ContactEvicted>());
    }

    [Fact]
    public void Delayed_news_should_refresh_but_never_bring_back()
    {
        See(Rivals[0]);
        Handle(new ContactFailed(Rivals[0], Refused: true));
        _output.Signals.Clear();
        Handle(new ContactsSeen([Rivals[0], Rivals[1]]));
        Assert.Empty(_output.Signals);
        Assert.Equal(1, _component.DormantCount);
    }

    [Fact]
    public void Strangers_reported_together_should_wait_where_the_bucket_is_full()
    {
        FillThenWait(TimeSpan.FromSeconds(61));
        Handle(new ContactsSeen([Rivals[2], Rivals[0]]));

        // As any newcomer it makes the one heard of longest ago be asked, and it has a place as soon as there is one.
        Assert.Equal(Rivals[0], Assert.Single(_output.TakeSent<PingFrame>()).To);
        Handle(new ContactFailed(Rivals[1], Refused: true));
        Assert.Equal(Rivals[2], Assert.Single(_output.Take<ContactAdded>()).Contact);
    }

    [Fact]
    public void Strangers_reported_together_should_be_ignored_where_there_is_room()
    {
        See(Rivals[0]);
        _output.Signals.Clear();
        Handle(new ContactsSeen([Rivals[1]]));
        Assert.Empty(_output.Signals);
        Assert.Empty(_output.Sent);

        // Nor do they wait: when somebody leaves, nobody comes.
        Handle(new ContactFailed(Rivals[0], Refused: true));
        Assert.Empty(_output.Take<ContactAdded>());
    }

    [Fact]
    public void The_dormant_reported_together_should_stay_dormant()
    {
        FillThenWait(TimeSpan.FromSeconds(1));
        Handle(new ContactFailed(Rivals[0], Refused: true));
        See(Rivals[2]);
        _output.Signals.Clear();

        Handle(new ContactsSeen([Rivals[0]]));
        Assert.Equal(1, _component.DormantCount);
        Handle(new ContactFailed(Rivals[1], Refused: true));
        Assert.Empty(_output.Take<ContactAdded>());
    }

    [Fact]
    public void A_bucket_untouched_for_an_hour_should_be_reported_stale_once()
    {
        See(Rivals[0]);
        Advance(TimeSpan.FromHours(1));
        Assert.Empty(_output.Take<BucketStale>());
        Advance(Settings.ProbeInterval);
        Assert.Equal(250, Assert.Single(_output.Take<BucketStale>()).Bucket);
        Advance(Settings.ProbeInterval);
        Assert.Empty(_output.Take<BucketStale>());
    }

    [Fact]
    public void A_bucket_looked_into_should_not_be_stale()
    {
        See(Rivals[0]);
        _now += TimeSpan.FromMinutes(30);
        Handle(new BucketTouched(250));
        Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(_output.Take<BucketStale>());
    }

    [Fact]
    public void Contacts_that_come_should_be_published_at_once_and_measurements_once_an_interval()
    {
        for (var i = 1; i <= 4; i++)
            See(Ids.Peer(i));

        Assert.Equal(4, _output.Take<SnapshotPublished>().Count);
        for (var i = 0; i < 200; i++)
        {
            _component.Handle(new RoundTripMeasured(Ids.Of(1), TimeSpan.FromMilliseconds(10 + i)), _now, _output);
            _now += TimeSpan.FromMilliseconds(1);
            if (_component.NextDeadline <= _now)
                _component.Advance(_now, _output);
        }

        Assert.InRange(_output.Take<SnapshotPublished>().Count, 3, 5);
    }

    [Fact]
    public void A_question_should_be_answered_with_the_closest_trusted_contacts_but_the_asker()
    {
        var asker = Ids.Peer(1);
        for (var i = 1; i < 100; i++)
            See(Ids.Peer(i));

        _component.Handle(new ContactFailed(Ids.Peer(2), Refused: false), _now, _output);
        foreach (var (target, count) in new[] { (asker.Id, 20), (Ids.Of(2), 20), (Ids.Of(500), 5), (Ids.Of(500), 255) })
        {
            _component.Handle(new QueryReceived(asker, 7, target, count), _now, _output);
            var (to, reply) = Assert.Single(_output.TakeSent<FindNodeReplyFrame>());
            var expected = Tables.All(LastSnapshot())
                .Select(entry => entry.Contact.Id)
                .Where(id => id != asker.Id && id != Ids.Of(2))
                .OrderBy(id => target.DistanceTo(id))
                .Take(Math.Min(count, 2 * Settings.K));
            Assert.Equal((asker.Id, 7UL), (to.Id, reply.Request));
            Assert.Equal(expected, reply.Contacts.Select(contact => contact.Id));
        }
    }

    [Fact]
    public void An_answer_should_hold_whoever_was_seen_before_the_question()
    {
        See(Ids.Peer(3));
        _output.Signals.Clear();
        _component.Handle(new QueryReceived(Ids.Peer(1), 7, Ids.Of(3), 20), _now, _output);
        Assert.Equal([Ids.Of(3)], Assert.Single(_output.TakeSent<FindNodeReplyFrame>()).Frame.Contacts.Select(contact => contact.Id));
    }

    [Fact]
    public void A_measurement_should_be_published_within_the_interval()
    {
        See(Ids.Peer(1));
        _output.Take<SnapshotPublished>();
        _component.Handle(new RoundTripMeasured(Ids.Of(1), TimeSpan.FromMilliseconds(10)), _now, _output);
        Assert.True(_component.NextDeadline <= _now + Settings.SnapshotInterval);
        AdvanceToDeadline();
        Assert.Equal(TimeSpan.FromMilliseconds(10), Entry().RoundTrip);
    }

    [Fact]
    public void A_restarted_component_should_have_its_contacts_and_suspects_back_and_answer_nothing()
    {
        Array.ForEach(Ids.Peers(60)[1..], See);
        var suspect = LastSnapshotNow().Closest(Self, 1)[0];
        Handle(new ContactFailed(suspect, Refused: false));
        Handle(new RoundTripMeasured(suspect.Id, TimeSpan.FromMilliseconds(40)));
        var before = LastSnapshotNow();

        var restarted = new RoutingTableComponent(Self, Settings, _now);
        _output.Signals.Clear();
        restarted.Restore(before, _now, _output);
        var after = LastSnapshot();
        Assert.Equal(Tables.All(before), Tables.All(after));
        Assert.False(after.Trusts(suspect.Id));
        Assert.Empty(_output.Take<ContactAdded>());

        // Nothing is answered that nobody asked: that would let a join end before the table has heard of it.
        Assert.Empty(_output.Take<TableSettled>());
        Assert.Empty(_output.Take<ProbesFinished>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_table_was_told_should_be_published_before_it_settles_or_begins_a_round(bool settles)
    {
        Array.ForEach(Ids.Peers(60)[1..], See);
        var contacts = LastSnapshotNow().Closest(Self, 2);
        Handle(new ContactFailed(contacts[0], Refused: false));
        _output.Signals.Clear();

        // Too soon after the first to be published at once.
        Handle(new ContactFailed(contacts[1], Refused: false));
        Assert.Empty(_output.Signals);
        Handle(settles ? new SettleTable(SettlePurpose.Maintenance) : ProbeAll.Instance);
        Assert.False(Assert.IsType<SnapshotPublished>(_output.Signals[0]).Neighbours.Trusts(contacts[1].Id));
        Assert.Equal(settles ? 1 : 0, _output.Take<TableSettled>().Count);
    }
}
