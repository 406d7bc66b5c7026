using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

public sealed class KBucketTests
{
    private const int Bucket = 200;
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly KademliaSettings Settings = new(K: 4) { ReplacementCacheSize = 2, MaxFailures = 3 };
    private readonly KBucket _bucket = new();

    [Fact]
    public void The_contact_seen_last_should_stand_last()
    {
        Fill(4);
        See(1, 10);
        AssertOrder(0, 2, 3, 1);
        See(0, 11);
        AssertOrder(2, 3, 1, 0);
    }

    [Fact]
    public void A_live_contact_should_never_make_room_for_a_newcomer()
    {
        Fill(4);
        for (var i = 4; i < 20; i++)
            Assert.Equal(SeenOutcome.Waiting, See(i, i));

        AssertOrder(0, 1, 2, 3);
        Assert.Equal(Settings.ReplacementCacheSize, _bucket.WaitingCount);
    }

    [Fact]
    public void The_newcomer_seen_last_should_take_the_place_of_the_dead()
    {
        Fill(4);
        See(10, 5);
        See(11, 6);
        See(12, 7);

        Assert.Equal(new FailedOutcome(Peer(2), Peer(12)), Fail(2, refused: true));
        Assert.Equal(new FailedOutcome(Peer(0), Peer(11)), Fail(0, refused: true));
        Assert.Equal(new FailedOutcome(Peer(1), null), Fail(1, refused: true));
    }

    [Fact]
    public void A_newcomer_of_a_thin_sub_prefix_should_be_preferred()
    {
        var outcome = SeenInSubPrefixes(crowded: 0, thin: 5, thinFirst: true);
        Assert.Equal(5, Self.DistanceTo(outcome!.Id).SubPrefix(KademliaSettings.SubPrefixBits));

        outcome = SeenInSubPrefixes(crowded: 5, thin: 0, thinFirst: false);
        Assert.Equal(0, Self.DistanceTo(outcome!.Id).SubPrefix(KademliaSettings.SubPrefixBits));
    }

    [Fact]
    public void Three_failures_in_a_row_should_evict()
    {
        Fill(4);
        Assert.Equal(default, Fail(1));
        Assert.True(_bucket.Entries[1].IsSuspect);
        Assert.Equal(default, Fail(1));
        Assert.Equal(2, _bucket.Entries[1].Failures);
        Assert.Equal(Peer(1), Fail(1).Evicted);
        Assert.False(_bucket.Contains(Peer(1).Id));
    }

    [Fact]
    public void A_sign_of_life_should_clear_the_suspect()
    {
        Fill(4);
        Fail(1);
        Fail(1);
        See(1, 5);
        Assert.False(_bucket.Entries[3].IsSuspect);
        Assert.Equal(default, Fail(1));
        Assert.Equal(default, Fail(1));
        Assert.True(_bucket.Contains(Peer(1).Id));
    }

    [Fact]
    public void A_refusal_should_evict_at_once()
    {
        Fill(2);
        Assert.Equal(new FailedOutcome(Peer(0), null), Fail(0, refused: true));
        AssertOrder(1);
    }

    [Fact]
    public void A_waiting_contact_that_fails_should_wait_no_more()
    {
        Fill(4);
        See(10, 5);
        Assert.Equal(default, Fail(10));
        Assert.Equal(0, _bucket.WaitingCount);
        Assert.Null(Fail(0, refused: true).Promoted);
    }

    [Fact]
    public void A_contact_should_not_wait_twice_nor_wait_and_stay()
    {
        Fill(4);
        See(10, 5);
        See(11, 6);
        See(10, 7);
        Assert.Equal(2, _bucket.WaitingCount);

        Assert.Equal(Peer(10), Fail(0, refused: true).Promoted);
        Assert.Equal(1, _bucket.WaitingCount);
        Assert.Equal(SeenOutcome.Refreshed, See(10, 8));
    }

    [Fact]
    public void A_promoted_contact_should_stand_where_its_last_sign_of_life_puts_it()
    {
        Fill(4);
        See(10, 5);
        See(2, 6);
        See(3, 7);

        Fail(0, refused: true);
        AssertOrder(1, 10, 2, 3);
    }

    [Fact]
    public void Without_a_replacement_cache_nobody_should_wait()
    {
        var settings = Settings with { ReplacementCacheSize = 0 };
        for (var i = 0; i < 10; i++)
            _bucket.Seen(Peer(i), settings, At(i));

        Assert.Equal(0, _bucket.WaitingCount);
        Assert.Null(Fail(0, refused: true).Promoted);
    }

    [Fact]
    public void A_newer_record_should_replace_an_older_and_never_the_other_way_round()
    {
        var id = Peer(0).Id;
        _bucket.Seen(new Contact(id, "ws://new:1", sequence: 5), Settings, At(1));
        _bucket.Seen(new Contact(id, "ws://old:1", sequence: 4), Settings, At(2));
        Assert.Equal("ws://new:1", _bucket.Entries[0].Contact.Address);

        _bucket.Seen(new Contact(id, "ws://newest:1", sequence: 6), Settings, At(3));
        Assert.Equal("ws://newest:1", _bucket.Entries[0].Contact.Address);
    }

    [Fact]
    public void A_view_should_stay_the_same_until_something_changes()
    {
        Fill(3);
        var view = _bucket.View();
        See(1, 9);
        Assert.False(_bucket.HasChanged);
        Assert.Same(view, _bucket.View());

        Fail(1);
        Assert.True(_bucket.HasChanged);
        Assert.NotSame(view, _bucket.View());
        Assert.Equal(0, view[1].Failures);
        Assert.Equal(3, view.Length);
    }

    private static Contact Peer(int index) => Contacts[index];

    private static readonly Contact[] Contacts =
        Enumerable.Range(0, 30).Select(i => new Contact(Ids.InBucket(Self, Bucket, i))).ToArray();

    private static Instant At(int seconds) => new(seconds * 1_000_000L);

    private SeenOutcome See(int index, int seconds) => _bucket.Seen(Peer(index), Settings, At(seconds));

    private FailedOutcome Fail(int index, bool refused = false) =>
        _bucket.Failed(Self, Peer(index).Id, refused, Settings.MaxFailures, At(100));

    private void Fill(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.Equal(SeenOutcome.Added, See(i, 0));
    }

    private void AssertOrder(params int[] expected) =>
        Assert.Equal(expected.Select(index => Peer(index).Id), _bucket.Entries.ToArray().Select(entry => entry.Contact.Id));

    /// <summary>Fills one sub-prefix, lets one of it and one of another wait, and kills one: who comes in?</summary>
    private static Contact? SeenInSubPrefixes(int crowded, int thin, bool thinFirst)
    {
        var bucket = new KBucket();
        var members = Enumerable.Range(0, 5).Select(i => new Contact(Ids.InSubPrefix(Self, Bucket, crowded, i))).ToArray();
        foreach (var member in members[..4])
            bucket.Seen(member, Settings, At(1));

        var newcomer = new Contact(Ids.InSubPrefix(Self, Bucket, thin, 0));
        bucket.Seen(thinFirst ? newcomer : members[4], Settings, At(2));
        bucket.Seen(thinFirst ? members[4] : newcomer, Settings, At(3));
        return bucket.Failed(Self, members[0].Id, refused: true, Settings.MaxFailures, At(4)).Promoted;
    }
}
