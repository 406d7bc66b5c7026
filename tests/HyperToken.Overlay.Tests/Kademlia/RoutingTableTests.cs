using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

public sealed class RoutingTableTests
{
    private static readonly PeerId Self = Ids.Of(0);
    private static readonly KademliaSettings Settings = new(K: 2);
    private readonly RoutingTable _table = new(Self, Settings);

    [Fact]
    public void The_peer_itself_and_leaves_should_never_enter()
    {
        Assert.Equal(SeenOutcome.Ignored, _table.Seen(new Contact(Self), Instant.Zero));
        Assert.Equal(SeenOutcome.Ignored, _table.Seen(new Contact(Ids.Of(1), mode: ContactMode.Leaf), Instant.Zero));
        Assert.Equal(0, _table.Count);
        Assert.False(_table.HasChanged);
        Assert.Equal(PeerId.Bits, _table.LowestBucket);
    }

    [Fact]
    public void A_contact_should_enter_the_bucket_of_its_distance()
    {
        foreach (var bucket in new[] { 255, 254, 130, 7, 0 })
        {
            var contact = new Contact(Ids.InBucket(Self, bucket, 1));
            Assert.Equal(SeenOutcome.Added, _table.Seen(contact, Instant.Zero));
            Assert.True(_table.Contains(contact.Id));
            Assert.Equal(contact, Assert.Single(_table.Snapshot().Bucket(bucket).ToArray()).Contact);
            Assert.Equal(contact, _table.LeastRecentlySeen(bucket)!.Value.Contact);
            Assert.True(_table.LowestBucket <= bucket);
        }

        Assert.Equal(5, _table.Count);
        Assert.Null(_table.LeastRecentlySeen(100));
    }

    [Fact]
    public void An_evicted_contact_should_sleep_until_it_is_seen_again()
    {
        var contact = Ids.Peer(1);
        _table.Seen(contact, Instant.Zero);
        _table.Failed(contact.Id, refused: true, Instant.Zero);
        Assert.Equal(0, _table.Count);
        Assert.Same(contact, _table.Dormant.Next());

        _table.Seen(contact, Instant.Zero);
        Assert.Equal(1, _table.Count);
        Assert.Equal(0, _table.Dormant.Count);
    }

    [Fact]
    public void A_promotion_should_keep_the_count()
    {
        var contacts = Enumerable.Range(0, 3).Select(i => new Contact(Ids.InBucket(Self, 200, i))).ToArray();
        foreach (var contact in contacts)
            _table.Seen(contact, Instant.Zero);

        Assert.Equal(new FailedOutcome(contacts[0], contacts[2]), _table.Failed(contacts[0].Id, refused: true, Instant.Zero));
        Assert.Equal(2, _table.Count);
        Assert.Equal(2, _table.Snapshot().Count);
    }

    [Fact]
    public void Failures_of_strangers_should_change_nothing()
    {
        Assert.Equal(default, _table.Failed(Ids.Of(5), refused: true, Instant.Zero));
        Assert.Equal(default, _table.Failed(Self, refused: true, Instant.Zero));
        _table.Measured(Ids.Of(5), TimeSpan.FromSeconds(1));
        Assert.False(_table.HasChanged);
        Assert.Equal(0, _table.Dormant.Count);
    }

    [Fact]
    public void A_snapshot_should_not_change_with_the_table()
    {
        _table.Seen(Ids.Peer(1), Instant.Zero);
        var before = _table.Snapshot();
        _table.Seen(Ids.Peer(2), Instant.Zero);
        _table.Failed(Ids.Of(1), refused: true, Instant.Zero);

        Assert.Equal(1, before.Count);
        Assert.True(before.Trusts(Ids.Of(1)));
        Assert.Null(before.Find(Ids.Of(2)));
        Assert.NotNull(_table.Snapshot().Find(Ids.Of(2)));
    }

    [Fact]
    public void Snapshots_should_share_what_did_not_change()
    {
        var (near, far) = (new Contact(Ids.InBucket(Self, 250, 1)), new Contact(Ids.InBucket(Self, 255, 1)));
        _table.Seen(near, Instant.Zero);
        _table.Seen(far, Instant.Zero);
        var first = _table.Snapshot();
        Assert.Same(first, _table.Snapshot());

        // A mere sign of life is no change.
        _table.Seen(near, new Instant(1_000_000));
        Assert.False(_table.HasChanged);
        Assert.Same(first, _table.Snapshot());

        _table.Failed(near.Id, refused: false, Instant.Zero);
        Assert.True(_table.HasChanged);
        var second = _table.Snapshot();
        Assert.NotSame(first, second);
        Assert.True(first.Bucket(255) == second.Bucket(255), "The untouched bucket was copied.");
        Assert.False(first.Bucket(250) == second.Bucket(250));
        Assert.False(_table.HasChanged);
    }

    [Fact]
    public void A_suspect_should_be_found_but_not_trusted()
    {
        _table.Seen(Ids.Peer(1), Instant.Zero);
        _table.Failed(Ids.Of(1), refused: false, Instant.Zero);
        var snapshot = _table.Snapshot();
        Assert.NotNull(snapshot.Find(Ids.Of(1)));
        Assert.False(snapshot.Trusts(Ids.Of(1)));
        Assert.False(snapshot.Trusts(Ids.Of(2)));
    }

    [Fact]
    public void The_bucket_untouched_for_longest_should_be_due()
    {
        Assert.Equal(-1, _table.UntouchedSince(Instant.Never));
        foreach (var (bucket, second) in new[] { (255, 30), (250, 10), (240, 20) })
            _table.Seen(new Contact(Ids.InBucket(Self, bucket, 1)), new Instant(second * 1_000_000L));

        Assert.Equal(-1, _table.UntouchedSince(new Instant(10_000_000)));
        Assert.Equal(250, _table.UntouchedSince(new Instant(10_000_001)));
        Assert.Equal(250, _table.UntouchedSince(new Instant(99_000_000)));
        _table.Touch(250, new Instant(40_000_000));
        Assert.Equal(240, _table.UntouchedSince(new Instant(99_000_000)));
    }

    [Fact]
    public void An_empty_bucket_should_never_be_due()
    {
        _table.Touch(200, Instant.Zero);
        Assert.Equal(-1, _table.UntouchedSince(Instant.Never));
        Assert.Equal(0, _table.Snapshot().Count);
    }

    [Fact]
    public void A_table_should_stay_within_its_bound()
    {
        var random = new RandomSource(1);
        for (var i = 0; i < 20_000; i++)
        {
            var bucket = random.Next(PeerId.Bits);
            _table.Seen(new Contact(Distance.InBucket(bucket, 0, 0, random).From(Self)), Instant.Zero);
        }

        Assert.InRange(_table.Count, (2 * PeerId.Bits) - 2, Settings.MaxContacts);
    }
}
