using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Records;

/// <summary>A peer looks for a leaf whose record the peers 1 to 10 may keep, 1 the closest.</summary>
public sealed class LeafLocatorTests : IDisposable
{
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly Contact[] Supernodes = [.. Enumerable.Range(20, 3).Select(Ids.Peer)];
    private readonly KeyPair _keys = KeyPair.Generate();
    private readonly RecordingOutput _output = new();
    private readonly PeerCounters _counters = new();
    private readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Self));
    private RecordStore _store = null!;
    private LeafLocator _locator = null!;
    private Instant _now;

    public LeafLocatorTests() => Start(new PeerSettings());

    private PeerId Leaf => _keys.Id;

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void The_five_closest_should_be_asked_and_the_highest_sequence_believed()
    {
        var lookup = Search(7);
        Assert.Equal((LookupPurpose.Locate, Leaf, LocateReplicas.LookupWidth), (lookup.Purpose, lookup.Target, lookup.Width));
        Assert.Equal([1, 2, 3, 4, 5], LookedUp(lookup, 10));
        Reply(lookup, 1, Signed(5, Ids.Peer(21)));
        Reply(lookup, 2, Signed(6, Supernodes));
        Reply(lookup, 3, null);
        Reply(lookup, 4, Signed(4, Ids.Peer(22)));
        Assert.Empty(_output.Signals);
        Reply(lookup, 5, Signed(6, Supernodes));
        AssertFound(7, [20, 21, 22], queries: 15);
        Assert.Equal((1, 0, 0), (_counters.Locates, _locator.Count, _counters.RecordsRejected));
    }

    [Fact]
    public void Those_that_stay_silent_should_be_waited_for_a_second()
    {
        var lookup = Search(7);
        LookedUp(lookup, 5);
        Reply(lookup, 3, Signed(5, Supernodes));
        Advance(0.9);
        Assert.Empty(_output.Signals);
        Advance(1);
        AssertFound(7, [20, 21, 22], queries: 10);

        Reply(lookup, 4, Signed(6, Ids.Peer(21)));
        Assert.Equal(1, _counters.UnmatchedReplies);
    }

    [Fact]
    public void Where_none_of_the_closest_has_it_the_next_should_be_asked()
    {
        var lookup = Search(7);
        LookedUp(lookup, 10);
        foreach (var keeper in new[] { 1, 2, 3, 4 })
            Reply(lookup, keeper, null);

        Assert.Empty(_output.TakeSent<FindRecordFrame>());
        _locator.Failed(Ids.Peer(5), new FindRecordFrame(lookup.Number, RecordKind.Locate, Leaf), _now, _output);
        Assert.Equal([6, 7, 8, 9, 10], Asked());
        Reply(lookup, 9, Signed(1, Supernodes));
        Advance(1);
        AssertFound(7, [20, 21, 22], queries: 20);
    }

    [Fact]
    public void A_leaf_without_record_should_not_be_found_and_be_remembered_so_for_a_moment()
    {
        var lookup = Search(7);
        LookedUp(lookup, 2);
        Reply(lookup, 1, null);
        Reply(lookup, 2, null);
        AssertFound(7, [], queries: 4);
        Assert.Empty(_locator.Known(Leaf, _now)!);
        Assert.Null(_locator.Known(Leaf, Make.At(2)));
    }

    [Fact]
    public void What_was_found_should_be_remembered_for_a_short_time()
    {
        Assert.Null(_locator.Known(Leaf, _now));
        Find(Signed(5, Supernodes));
        Assert.Equal(Supernodes.Select(contact => contact.Id), _locator.Known(Leaf, Make.At(29))!.Select(contact => contact.Id));
        Assert.Null(_locator.Known(Leaf, Make.At(30)));
    }

    [Fact]
    public void A_peer_that_keeps_the_record_should_know_without_asking_whatever_it_found_before()
    {
        Find(Signed(5, Supernodes));
        _store.Put(Signed(4, Ids.Peer(21)), _now);
        Assert.Equal(3, _locator.Known(Leaf, _now)!.Count);
        _store.Put(Signed(6, Ids.Peer(22)), _now);
        Assert.Equal(Ids.Of(22), Assert.Single(_locator.Known(Leaf, _now)!).Id);
    }

    [Fact]
    public void An_own_record_should_count_as_one_of_the_answers()
    {
        _store.Put(Signed(4, Supernodes), _now);
        var lookup = Search(7);
        Assert.Equal([1, 2], LookedUp(lookup, 2));
        Reply(lookup, 1, Signed(3, Ids.Peer(21)));
        Reply(lookup, 2, null);
        AssertFound(7, [20, 21, 22], queries: 4);
    }

    [Fact]
    public void A_supernode_should_be_found_as_itself()
    {
        var lookup = Search(7);
        var itself = new Contact(Leaf);
        _locator.Completed(new LookupCompleted(lookup.Number, LookupPurpose.Locate, new LookupResult(Leaf, [itself], 3, 2, 0, false)), _now, _output);
        Assert.Equal([itself], Assert.Single(_output.Take<LocateCompleted>()).Result.Supernodes);
    }

    [Fact]
    public void A_forged_record_should_cost_its_sender_the_link_and_hide_nothing()
    {
        using var other = KeyPair.Generate();
        var real = Signed(5, Supernodes);
        var lookup = Search(7);
        LookedUp(lookup, 5);
        Assert.Equal(FrameVerdict.Malformed, Reply(lookup, 1, Make.Forged(real, sequence: 9)));
        Assert.Equal(FrameVerdict.Malformed, Reply(lookup, 2, LocateRecord.Create(other.Id, Supernodes, 9, SignedRecord.MaxTimeToLive, other)));
        Assert.Equal(FrameVerdict.Malformed, Reply(lookup, 3, Make.Forged(real, sequence: 9, publicKey: other.PublicKey.ToArray())));
        Assert.Equal(FrameVerdict.Accepted, Reply(lookup, 4, LocateRecord.Create(Leaf, Supernodes, 9, SignedRecord.MaxTimeToLive, keys: null)));
        Assert.Equal(FrameVerdict.Accepted, Reply(lookup, 5, real));
        AssertFound(7, [20, 21, 22], queries: 10);
        Assert.Equal(4, _counters.RecordsRejected);
    }

    [Fact]
    public void A_record_that_says_nothing_should_be_passed_over()
    {
        var lookup = Search(7);
        LookedUp(lookup, 2);
        Reply(lookup, 1, SignedRecord.Create(RecordKind.Locate, Leaf, 9, SignedRecord.MaxTimeToLive, [], _keys));
        Reply(lookup, 2, Signed(5, Supernodes));
        AssertFound(7, [20, 21, 22], queries: 4);
        Assert.Equal(1, _counters.RecordsRejected);
    }

    [Fact]
    public void A_signed_record_should_hold_against_one_that_is_not()
    {
        Start(new PeerSettings { Records = new RecordSettings { AcceptsUnsigned = true } });
        var lookup = Search(7);
        LookedUp(lookup, 3);
        Reply(lookup, 1, LocateRecord.Create(Leaf, [Ids.Peer(21)], 9, SignedRecord.MaxTimeToLive, keys: null));
        Reply(lookup, 2, Signed(5, Supernodes));
        Reply(lookup, 3, LocateRecord.Create(Leaf, [Ids.Peer(22)], 10, SignedRecord.MaxTimeToLive, keys: null));
        AssertFound(7, [20, 21, 22], queries: 6);
    }

    [Fact]
    public void Answers_of_those_that_were_not_asked_should_be_counted_and_not_believed()
    {
        var lookup = Search(7);
        LookedUp(lookup, 2);
        Reply(lookup, 9, Signed(9, Ids.Peer(21)));
        _locator.Receive(Ids.Peer(1), new FindRecordReplyFrame(lookup.Number + 1, Signed(9, Ids.Peer(21)), []), _now, _output);
        _locator.Receive(Ids.Peer(1), new FindRecordReplyFrame(lookup.Number + (1UL << 32), Signed(9, Ids.Peer(21)), []), _now, _output);
        Assert.Equal(3, _counters.UnmatchedReplies);
        Assert.Equal(1, _locator.Count);
    }

    [Fact]
    public void Searches_for_one_leaf_should_be_one_search_and_each_have_its_end()
    {
        var lookup = Search(7);
        _locator.Search(Leaf, 8, _neighbours, _now, _output);
        Assert.True(_locator.Search(Leaf, _neighbours, _now, _output));
        Assert.Empty(_output.Take<LookupRequested>());
        LookedUp(lookup, 1);
        Reply(lookup, 1, Signed(5, Supernodes));
        Assert.Equal([7u, 8u], _output.Take<LocateCompleted>().Select(completed => completed.Number));
        Assert.Single(_output.Take<LeafLocated>());
    }

    [Fact]
    public void Searches_should_be_bounded_and_each_have_its_end_all_the_same()
    {
        for (var i = 0; i < LeafLocator.MaxSearches; i++)
            _locator.Search(Ids.Of(100 + i), (uint)i, _neighbours, _now, _output);

        Assert.Empty(_output.Take<LocateCompleted>());
        Assert.False(_locator.Search(Leaf, _neighbours, _now, _output));
        _locator.Search(Ids.Of(100), 99, _neighbours, _now, _output);
        Assert.False(Assert.Single(_output.Take<LocateCompleted>()).Result.Found);
        Assert.Equal((LeafLocator.MaxSearches, 2), (_locator.Count, _counters.LocatesRefused));

        // Lookups that never end end their searches too.
        Advance(10);
        Assert.Equal(LeafLocator.MaxSearches, _output.Take<LocateCompleted>().Count);
        Assert.Equal((0, Instant.Never), (_locator.Count, _locator.NextDeadline));
    }

    [Fact]
    public void What_is_remembered_should_be_bounded()
    {
        var located = new LocatedLeaves();
        for (var i = 0; i < 3000; i++)
            located.Set(new LocateResult(Ids.Of(i % 2000), Supernodes, 0, 0), null, _now);

        Assert.Equal(1024, located.Count);
        Assert.NotNull(located.Find(Ids.Of(999), _now));
    }

    private void Start(PeerSettings settings)
    {
        _store = new RecordStore(Self, settings.Records, _counters);
        _locator = new LeafLocator(settings, _store, new LookupStarter(settings, _counters), _counters);
    }

    private SignedRecord Signed(ulong sequence, params Contact[] supernodes) =>
        LocateRecord.Create(Leaf, supernodes, sequence, SignedRecord.MaxTimeToLive, _keys);

    private LookupRequested Search(uint number)
    {
        _locator.Search(Leaf, number, _neighbours, _now, _output);
        return Assert.Single(_output.Take<LookupRequested>());
    }

    private int[] LookedUp(LookupRequested lookup, int found)
    {
        Contact[] closest = [.. Enumerable.Range(1, found).Select(Ids.Peer)];
        _locator.Completed(new LookupCompleted(lookup.Number, LookupPurpose.Locate, new LookupResult(Leaf, closest, found, 2, 0, false)), _now, _output);
        return Asked();
    }

    private int[] Asked() =>
        [.. _output.TakeSent<FindRecordFrame>().Select(sent => Enumerable.Range(0, 30).First(index => Ids.Of(index) == sent.To.Id))];

    private FrameVerdict Reply(LookupRequested lookup, int from, SignedRecord? record) =>
        _locator.Receive(Ids.Peer(from), new FindRecordReplyFrame(lookup.Number, record, []), _now, _output);

    private void Find(SignedRecord record)
    {
        var lookup = Search(1);
        LookedUp(lookup, 1);
        Reply(lookup, 1, record);
        _output.Signals.Clear();
    }

    private void Advance(double seconds)
    {
        _now = Make.At(seconds);
        _locator.Advance(_now, _output);
    }

    private void AssertFound(uint number, int[] supernodes, int queries)
    {
        var completed = Assert.Single(_output.Take<LocateCompleted>());
        Assert.Equal((number, Leaf, queries, 2), (completed.Number, completed.Result.Leaf, completed.Result.Queries, completed.Result.Rounds));
        Assert.Equal(supernodes.Select(Ids.Of), completed.Result.Supernodes.Select(contact => contact.Id));
        Assert.Same(completed.Result, Assert.Single(_output.Take<LeafLocated>()).Result);
    }
}
