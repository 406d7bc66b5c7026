using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Records;

/// <summary>A leaf with id 0; its supernodes are 1 to 9, and the keepers 11 to 20.</summary>
public sealed class LocatePublisherTests
{
    private readonly PeerId _self = Ids.Of(0);
    private readonly RecordingOutput _output = new();
    private readonly PeerCounters _counters = new();
    private readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Ids.Of(0)));
    private LocatePublisher _publisher;
    private SignedRecord? _last;
    private Instant _now;

    public LocatePublisherTests() => _publisher = New(incarnation: 1);

    [Fact]
    public void A_burst_of_changes_should_make_one_record_of_what_is_the_case_in_the_end()
    {
        Attached(1);
        After(0.3, 1, 2);
        After(0.6, 2, 1);
        Advance(0.99);
        Assert.Empty(_output.Signals);

        var lookup = Due(1);
        Assert.Equal((LookupPurpose.Locate, _self), (lookup.Purpose, lookup.Target));
        Attached(3, 2, 1);
        var stored = LookedUp(lookup, 11, 12, 13, 14, 15, 16);
        Assert.Equal(new[] { 11, 12, 13, 14, 15 }.Select(Ids.Of), stored.Select(store => store.To.Id));
        var record = Assert.Single(stored.Select(store => store.Frame.Record).Distinct());
        Assert.Equal((RecordKind.Locate, _self, TimeSpan.FromMinutes(10)), (record.Kind, record.Key, record.TimeToLive));
        Assert.Equal([3, 2, 1], Named(record));
        Assert.Equal(1, _counters.RecordsPublished);
    }

    [Fact]
    public void The_same_attachments_should_not_be_published_again_before_it_is_time()
    {
        Keep(Publish(1, 2, 3));
        Attached(1, 3, 2);
        Assert.InRange(_publisher.NextDeadline - _now, TimeSpan.FromMinutes(3.5), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Another_primary_should_be_published_soon_with_a_higher_sequence()
    {
        var first = Publish(1, 2, 3);
        Attached(2, 1, 3);
        Assert.Equal(TimeSpan.FromSeconds(1), _publisher.NextDeadline - _now);
        var second = LookedUp(Due(Seconds(_publisher.NextDeadline)), 11)[0].Frame.Record;
        Assert.True(second.Sequence > first.Sequence);
        Assert.Equal([2, 1, 3], Named(second));
    }

    [Fact]
    public void A_record_should_be_renewed_when_half_of_its_life_is_over_at_the_latest()
    {
        var first = Keep(Publish(1, 2, 3));
        var renewed = LookedUp(Due(Seconds(_publisher.NextDeadline)), 11)[0].Frame.Record;
        Assert.InRange(_now - Instant.Zero, TimeSpan.FromMinutes(3.5), TimeSpan.FromSeconds(301));
        Assert.True(renewed.Sequence > first.Sequence);
        Assert.Equal([1, 2, 3], Named(renewed));
    }

    [Fact]
    public void A_change_while_the_keepers_are_looked_for_should_be_in_the_record_or_in_the_next()
    {
        Attached(1, 2, 3);
        var lookup = Due(1);
        Attached(4, 2, 3);
        Advance(2.5);
        Assert.Empty(_output.Take<LookupRequested>());
        Assert.Equal([4, 2, 3], Named(LookedUp(lookup, 11)[0].Frame.Record));
    }

    [Fact]
    public void Where_no_keeper_was_found_it_should_be_tried_again()
    {
        Attached(1, 2, 3);
        Assert.Empty(LookedUp(Due(1)));
        Assert.Equal(TimeSpan.FromSeconds(10), _publisher.NextDeadline - _now);
        Assert.NotEmpty(LookedUp(Due(11), 11));
    }

    [Fact]
    public void Where_fewer_than_half_keep_it_it_should_be_put_again_soon()
    {
        Publish(1, 2, 3);
        Answer(11, StoreOutcome.Stored);
        Answer(12, StoreOutcome.Renewed);
        Answer(13, StoreOutcome.Full);
        Advance(4);
        Assert.Equal(TimeSpan.FromSeconds(10), _publisher.NextDeadline - _now);
        Assert.Equal(3, _counters.StoresFailed);
    }

    [Fact]
    public void Where_half_keep_it_the_others_should_wait_for_the_renewal()
    {
        Publish(1, 2, 3);
        foreach (var keeper in new[] { 11, 12, 13 })
            Answer(keeper, StoreOutcome.Stored);

        _publisher.Failed(Ids.Peer(14), new StoreFrame(Sequence, _last!), _now);
        Advance(4);
        Assert.InRange(_publisher.NextDeadline - _now, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
        Assert.Equal(2, _counters.StoresFailed);
    }

    [Fact]
    public void Answers_nobody_waits_for_should_be_counted_and_change_nothing()
    {
        Publish(1, 2, 3);
        Answer(16, StoreOutcome.Older);
        _publisher.Receive(Ids.Peer(11), new StoreReplyFrame(Sequence + 1, StoreOutcome.Older), _now);
        Answer(11, StoreOutcome.Stored);
        Answer(11, StoreOutcome.Stored);
        Assert.Equal(3, _counters.UnmatchedReplies);
    }

    [Fact]
    public void A_higher_sequence_at_the_keepers_should_be_passed_in_one_jump()
    {
        var first = Publish(1, 2, 3);
        foreach (var keeper in new[] { 11, 12, 13, 14, 15 })
            Answer(keeper, StoreOutcome.Older);

        var next = LookedUp(Due(Seconds(_publisher.NextDeadline)), 11)[0].Frame.Record;
        Assert.Equal(first.Sequence + (1UL << 20) + 1, next.Sequence);
    }

    [Fact]
    public void One_liar_should_not_make_a_leaf_publish_all_the_time()
    {
        Publish(1, 2, 3);
        Answer(11, StoreOutcome.Older);
        foreach (var keeper in new[] { 12, 13, 14, 15 })
            Answer(keeper, StoreOutcome.Stored);

        Assert.InRange(_publisher.NextDeadline - _now, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_later_start_should_begin_with_a_higher_sequence()
    {
        for (var i = 0; i < 50; i++)
            Publish(1 + (i % 2), 3, 4);

        var last = Sequence;
        _publisher = New(incarnation: 2);
        Assert.True(Publish(1, 2, 3).Sequence > last);
    }

    [Fact]
    public void A_peer_that_is_no_leaf_or_attached_to_nobody_should_publish_nothing()
    {
        Attached(1, 2, 3);
        _publisher.Attached(new RoleSnapshot(PeerRole.Supernode, [], [], []), _now);
        Assert.Equal(Instant.Never, _publisher.NextDeadline);

        Attached(1, 2, 3);
        var lookup = Due(1);
        Attached();
        Assert.False(_publisher.Completed(Completed(lookup.Number, 11, 12), _now, _output));
        Assert.Empty(_output.Sent);
        Assert.Equal(Instant.Never, _publisher.NextDeadline);
    }

    [Fact]
    public void A_peer_with_keys_should_sign_and_one_without_should_not()
    {
        Assert.Equal(RecordVerdict.Unsigned, Publish(1, 2).Verify());

        using var keys = KeyPair.Generate();
        _publisher = new LocatePublisher(keys.Id, 1, keys, new RandomSource(1), new LookupStarter(new PeerSettings(), _counters), _counters);
        Assert.Equal(RecordVerdict.Valid, Publish(1, 2).Verify());
    }

    [Fact]
    public void A_lookup_of_somebody_else_should_be_left_to_them()
    {
        Attached(1);
        Due(1);
        Assert.False(_publisher.Completed(Completed(99, 11), _now, _output));
        Assert.Empty(_output.Sent);
    }

    private ulong Sequence => _last!.Sequence;

    private static double Seconds(Instant instant) => instant.Micros / 1e6;

    private static int[] Named(SignedRecord record)
    {
        Assert.True(LocateRecord.TryRead(record, out var located));
        return [.. located.Supernodes.Select(supernode => Enumerable.Range(0, 30).First(index => Ids.Of(index) == supernode.Id))];
    }

    private static LookupCompleted Completed(uint number, params int[] found) =>
        new(number, LookupPurpose.Locate, new LookupResult(Ids.Of(0), [.. found.Select(Ids.Peer)], found.Length, 1, 0, false));

    private LocatePublisher New(ulong incarnation) =>
        new(_self, incarnation, keys: null, new RandomSource(1), new LookupStarter(new PeerSettings(), _counters), _counters);

    private void Attached(params int[] supernodes) =>
        _publisher.Attached(new RoleSnapshot(PeerRole.Leaf, [.. supernodes.Select(Ids.Peer)], [], []), _now);

    private void After(double seconds, params int[] supernodes)
    {
        Advance(seconds);
        Attached(supernodes);
    }

    private void Advance(double seconds)
    {
        _now = Make.At(seconds);
        _publisher.Advance(_neighbours, _now, _output);
    }

    private LookupRequested Due(double seconds)
    {
        Advance(seconds);
        return Assert.Single(_output.Take<LookupRequested>());
    }

    private List<(Contact To, StoreFrame Frame)> LookedUp(LookupRequested lookup, params int[] found)
    {
        Assert.True(_publisher.Completed(Completed(lookup.Number, found), _now, _output));
        var stored = _output.TakeSent<StoreFrame>();
        _last = stored.Count > 0 ? stored[0].Frame.Record : _last;
        return stored;
    }

    private SignedRecord Publish(params int[] supernodes)
    {
        Attached(supernodes);
        return LookedUp(Due(Seconds(_publisher.NextDeadline)), 11, 12, 13, 14, 15, 16)[0].Frame.Record;
    }

    private SignedRecord Keep(SignedRecord record)
    {
        foreach (var keeper in new[] { 11, 12, 13, 14, 15 })
            Answer(keeper, StoreOutcome.Stored);

        return record;
    }

    private void Answer(int keeper, StoreOutcome outcome) =>
        _publisher.Receive(Ids.Peer(keeper), new StoreReplyFrame(Sequence, outcome), _now);
}
