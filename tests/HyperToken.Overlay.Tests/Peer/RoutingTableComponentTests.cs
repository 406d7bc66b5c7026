using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class RoutingTableComponentTests
{
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly KademliaSettings Settings = new(K: 2) { MaxPings = 8, MaxFailures = 2 };

    /// <summary>Five contacts of one bucket, which has room for two.</summary>
    private static readonly Contact[] Rivals = Enumerable.Range(0, 5).Select(i => new Contact(Ids.InBucket(Self, 250, i))).ToArray();

    private readonly RoutingTableComponent _component = new(Self, Settings, Instant.Zero);
    private readonly RecordingOutput _output = new();
    private Instant _now;

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

    private void See(Contact contact) => Handle(new ContactSeen(contact));

    private void Handle(PeerSignal signal) => _component.Handle(signal, _now, _output);

    private void Advance(TimeSpan span)
    {
        _now += span;
        _component.Advance(_now, _output);
    }

    private void AdvanceToDeadline() => Advance(Instant.Min(_component.NextDeadline, Instant.Never) - _now);

    private void FillThenWait(TimeSpan span)
    {
        See(Rivals[0]);
        See(Rivals[1]);
        _now += span;
        _output.Signals.Clear();
    }

    private TableEntry Entry() => LastSnapshot().Bucket(Self.DistanceTo(Ids.Of(1)).BucketIndex)[0];

    private NeighbourSnapshot LastSnapshot() => _output.Signals.OfType<SnapshotPublished>().Last().Neighbours;

    /// <summary>The table as it will be published next.</summary>
    private NeighbourSnapshot LastSnapshotNow()
    {
        Advance(Settings.SnapshotInterval);
        return LastSnapshot();
    }
}
