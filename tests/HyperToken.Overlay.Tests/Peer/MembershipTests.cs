using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class MembershipTests
{
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly PeerSettings Settings = new();
    private readonly PeerNeighbours _neighbours = new(NeighbourSnapshot.Empty(Self, Settings.Kademlia.K));
    private readonly RecordingOutput _output = new();
    private readonly LookupStarter _lookups = new(Settings, new PeerCounters());
    private readonly Membership _membership;
    private Instant _now;

    public MembershipTests() => _membership = new Membership(Self, Settings, new RandomSource(1), _lookups);

    [Fact]
    public void The_first_peer_of_a_network_should_have_joined_at_once()
    {
        Join();
        Assert.Equal(new JoinCompleted(0, 0, 0), Assert.Single(_output.Take<JoinCompleted>()));
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void Joining_should_look_up_the_own_id_from_the_seeds()
    {
        Join(Ids.Peer(1), Ids.Peer(2));
        var request = Requested();
        Assert.Equal((Self, Settings.Kademlia.K), (request.Target, request.Width));
        Assert.Equal([Ids.Of(1), Ids.Of(2)], request.Seeds.Select(contact => contact.Id));
        Assert.Empty(_output.Take<JoinCompleted>());

        Complete(request, answered: 2);
        Assert.Equal(new JoinCompleted(2, 1, 2), Assert.Single(_output.Take<JoinCompleted>()));
    }

    [Fact]
    public void A_join_nobody_answers_should_be_tried_again_until_somebody_does()
    {
        Join(Ids.Peer(1));
        Complete(Requested(), answered: 0);
        Assert.Empty(_output.Take<JoinCompleted>());

        Tick();
        Complete(Requested(), answered: 3);
        Assert.Equal(3, Assert.Single(_output.Take<JoinCompleted>()).Contacts);
    }

    [Fact]
    public void After_three_attempts_the_application_should_be_told_once_and_the_peer_go_on()
    {
        Join(Ids.Peer(1));
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            Complete(Requested(), answered: 0);
            Assert.Equal(attempt == 3 ? 1 : 0, _output.Take<JoinCompleted>().Count);
            Tick();
        }

        Complete(Requested(), answered: 3);
        Assert.Empty(_output.Take<JoinCompleted>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_peer_that_lost_everybody_should_try_its_seeds_again_and_never_report_joining_twice(int lostFor)
    {
        Join(Ids.Peer(1));
        Complete(Requested(), answered: 2);
        Assert.Single(_output.Take<JoinCompleted>());

        _neighbours.Table = NeighbourSnapshot.Empty(Self, Settings.Kademlia.K);
        for (var attempt = 0; attempt < lostFor; attempt++)
        {
            Tick();
            var request = Requested();
            Assert.Contains(request.Seeds, seed => seed.Id == Ids.Of(1));
            Complete(request, answered: 0);
        }

        Tick();
        Complete(Requested(), answered: 2);
        Assert.Empty(_output.Take<JoinCompleted>());
    }

    [Fact]
    public void Joining_again_should_be_reported_again()
    {
        Join(Ids.Peer(1));
        Complete(Requested(), answered: 2);
        Join(Ids.Peer(3));
        Complete(Requested(), answered: 2);
        Assert.Equal(2, _output.Take<JoinCompleted>().Count);
    }

    [Fact]
    public void A_peer_that_was_never_asked_to_join_should_stay_quiet()
    {
        Assert.Equal(Instant.Never, _membership.NextDeadline);
        _membership.Advance(_neighbours, new Instant(1_000_000_000), _output);
        _membership.Handle(new SnapshotPublished(_neighbours.Table), _neighbours, _output);
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void Joining_should_wait_for_its_own_settling_of_the_table()
    {
        Join(Ids.Peer(1));
        var request = Requested();
        Handle(new LookupCompleted(request.Number, request.Purpose, new LookupResult(Self, Ids.Peers(3)[1..], 2, 1, 0, false)));
        Handle(new TableSettled(SettlePurpose.Report));
        Assert.Empty(_output.Take<JoinCompleted>());

        Handle(new TableSettled(SettlePurpose.Maintenance));
        Assert.Single(_output.Take<JoinCompleted>());
    }

    [Fact]
    public void Seeds_that_are_not_in_the_table_should_be_greeted_at_every_upkeep()
    {
        Join(Ids.Peer(1), Ids.Peer(90));
        Complete(Requested(), answered: 2);
        while (_output.Take<LookupRequested>().Count == 0)
            Tick();

        Assert.Equal([Ids.Of(90)], _output.TakeSent<PingFrame>().Select(sent => sent.To.Id));
    }

    [Fact]
    public void The_table_should_be_filled_up_now_and_then()
    {
        Join(Ids.Peer(1));
        Complete(Requested(), answered: 2);
        _output.Take<JoinCompleted>();

        var quiet = 0;
        while (_output.Signals.Count == 0)
        {
            Tick();
            quiet++;
        }

        var latest = (1.25 * Settings.MaintenanceInterval) + (2 * Settings.RejoinInterval);
        Assert.InRange(_now - Instant.Zero, Settings.MaintenanceInterval, latest);
        Assert.True(quiet > 1);
        Complete(Requested(), answered: 2);
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void A_round_should_ping_everybody_then_fill_then_report()
    {
        Joined();
        _membership.Maintain(_output);
        Assert.Single(_output.Take<ProbeAll>());
        Assert.Empty(_output.Signals);

        Handle(new ProbesFinished(Pinged: 7, Failed: 3));
        Complete(Requested(), answered: 2);
        Assert.Equal(new MaintenanceCompleted(7, 3, Lookups: 1, Queries: 2), Assert.Single(_output.Take<MaintenanceCompleted>()));
    }

    [Fact]
    public void A_round_should_ping_everybody_again_when_the_table_has_crashed()
    {
        Joined();
        _membership.Maintain(_output);
        Assert.Single(_output.Take<ProbeAll>());

        Handle(TableRestarted.Instance);
        AssertRound();
    }

    [Fact]
    public void A_fill_should_go_on_when_the_table_crashed_before_it_had_settled()
    {
        Join(Ids.Peer(1));
        var request = Requested();
        _neighbours.Table = Tables.Snapshot(Self, Ids.Peers(3)[1..]);
        var result = new LookupResult(Self, Ids.Peers(3)[1..], 2, 1, 0, false);
        Handle(new LookupCompleted(request.Number, request.Purpose, result));
        Assert.Single(_output.Take<SettleTable>());

        Handle(TableRestarted.Instance);
        Assert.Single(_output.Take<SettleTable>());
        Handle(new TableSettled(SettlePurpose.Maintenance));
        Assert.Single(_output.Take<JoinCompleted>());
    }

    [Fact]
    public void A_round_asked_for_while_joining_should_follow_the_join()
    {
        Join(Ids.Peer(1));
        var joining = Requested();
        _membership.Maintain(_output);
        Assert.Empty(_output.Take<ProbeAll>());

        Complete(joining, answered: 2);
        Assert.Single(_output.Take<JoinCompleted>());
        AssertRound();
    }

    [Fact]
    public void A_join_asked_for_during_a_round_should_follow_the_round()
    {
        Joined();
        _membership.Maintain(_output);
        Join(Ids.Peer(5));
        AssertRound();

        Complete(Requested(), answered: 2);
        Assert.Single(_output.Take<JoinCompleted>());
    }

    [Fact]
    public void A_second_round_should_follow_the_first()
    {
        Joined();
        _membership.Maintain(_output);
        _membership.Maintain(_output);
        AssertRound();
        AssertRound();
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void Lookups_of_others_should_not_count()
    {
        Join(Ids.Peer(1));
        var joining = Requested();
        var result = new LookupResult(Self, Ids.Peers(5), 9, 1, 0, false);
        Handle(new LookupCompleted(joining.Number + 1, LookupPurpose.Maintenance, result));
        Assert.Empty(_output.Signals);

        Complete(joining, answered: 2);
        Complete(joining, answered: 2);
        Assert.Equal(1, Assert.Single(_output.Take<JoinCompleted>()).Lookups);
    }

    [Fact]
    public void A_stale_bucket_should_be_looked_into()
    {
        Joined();
        Handle(new BucketStale(250));
        var request = Requested();
        Assert.Equal(250, Self.DistanceTo(request.Target).BucketIndex);
        Assert.Equal(Settings.Kademlia.RefreshWidth, request.Width);
        Complete(request, answered: 1);
        Assert.Empty(_output.Signals);
    }

    [Fact]
    public void A_fill_should_keep_to_its_parallelism_and_touch_the_buckets_it_looks_into()
    {
        var table = Tables.Snapshot(Self, Enumerable.Range(0, 40).Select(i => new Contact(Ids.InBucket(Self, 250, i))));
        _neighbours.Table = table;
        Join(Ids.Peer(1));
        var first = Requested();
        var closest = table.Closest(Self, Settings.Kademlia.K);
        Handle(new LookupCompleted(first.Number, LookupPurpose.Maintenance, new LookupResult(Self, closest, 9, 1, 0, false)));
        Assert.Empty(_output.Take<LookupRequested>());
        Handle(new TableSettled(SettlePurpose.Maintenance));

        var running = _output.Take<LookupRequested>();
        Assert.Equal(Settings.RefreshParallelism, running.Count);
        Assert.All(running, request => Assert.Equal(255, Self.DistanceTo(request.Target).BucketIndex));
        Assert.Equal(Enumerable.Repeat(255, 4), _output.Take<BucketTouched>().Select(touched => touched.Bucket));
    }

    private void Join(params Contact[] seeds) => _membership.Join(seeds, _neighbours, _now, _output);

    private void Joined()
    {
        Join(Ids.Peer(1));
        Complete(Requested(), answered: 2);
        Assert.Single(_output.Take<JoinCompleted>());
    }

    private LookupRequested Requested() => Assert.Single(_output.Take<LookupRequested>());

    private void AssertRound()
    {
        Assert.Single(_output.Take<ProbeAll>());
        Handle(new ProbesFinished(2, 0));
        Complete(Requested(), answered: 2);
        Assert.Single(_output.Take<MaintenanceCompleted>());
    }

    private void Handle(PeerSignal signal) => _membership.Handle(signal, _neighbours, _output);

    /// <summary>Ends a lookup; those who answered are in the table by then.</summary>
    private void Complete(LookupRequested request, int answered)
    {
        var contacts = Ids.Peers(answered + 1)[1..];
        if (answered > 0)
            _neighbours.Table = Tables.Snapshot(Self, contacts);

        var result = new LookupResult(request.Target, contacts, answered, 1, answered == 0 ? 1 : 0, false);
        Handle(new LookupCompleted(request.Number, request.Purpose, result));
        if (_output.Take<SettleTable>().Count > 0)
            Handle(new TableSettled(SettlePurpose.Maintenance));
    }

    private void Tick()
    {
        _now = _membership.NextDeadline;
        _membership.Advance(_neighbours, _now, _output);
    }
}
