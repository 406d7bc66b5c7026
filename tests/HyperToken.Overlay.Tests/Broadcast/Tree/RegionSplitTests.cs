using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 200)]
public sealed class RegionSplitTests
{
    private static readonly TreeSettings Settings = new();
    private readonly RegionSplit _split = new();

    [Property]
    public void Regions_should_be_disjoint_and_hold_every_contact_to_be_served(ulong seed, byte lowest, byte size, byte fanOut)
    {
        var table = TreeTables.Random(seed, size * 4, suspectPercent: (int)(seed % 40));
        Divide(table, from: lowest, below: PeerId.Bits, fanOut);

        var served = Tables.All(table).Select(entry => entry.Contact.Id).Where(id => table.Self.DistanceTo(id).BucketIndex >= lowest).ToList();
        var held = Parts().SelectMany(part => Contacts(part)).ToList();
        Assert.Equal(served.ToHashSet(), held.ToHashSet());
        Assert.Equal(served.Count, held.Count);
        foreach (var part in Parts())
        {
            var region = RegionOf(part);
            Assert.Equal(Contacts(part).Order(), served.Where(id => region.Contains(id)).Order());
        }
    }

    [Property]
    public void A_region_should_lie_in_one_bucket_and_never_hold_the_peer_itself(ulong seed, byte size, byte fanOut)
    {
        var table = TreeTables.Random(seed, size * 4);
        Divide(table, 0, PeerId.Bits, fanOut);
        foreach (var part in Parts())
        {
            var buckets = Contacts(part).Select(id => table.Self.DistanceTo(id).BucketIndex).Distinct().ToList();
            Assert.Single(buckets);
            Assert.InRange(RegionOf(part).Height, 0, buckets[0]);
            Assert.False(RegionOf(part).Contains(table.Self));
        }
    }

    [Property]
    public void Regions_should_be_as_many_as_the_fan_out_at_most_but_one_for_each_bucket_at_least(ulong seed, byte size, byte fanOut)
    {
        var table = TreeTables.Random(seed, size * 4);
        var buckets = Tables.All(table).Select(entry => table.Self.DistanceTo(entry.Contact.Id).BucketIndex).Distinct().Count();
        Divide(table, 0, PeerId.Bits, fanOut);
        Assert.InRange(Parts().Length, buckets, Math.Max(buckets, fanOut));
    }

    [Property]
    public void Both_halves_of_a_full_bucket_should_hold_enough_that_can_be_trusted(ulong seed, byte fanOut)
    {
        var table = TreeTables.Random(seed, 1000, suspectPercent: (int)(seed % 60));
        Divide(table, 0, PeerId.Bits, fanOut);
        foreach (var part in Parts())
        {
            if (part.IsComplete || PeerId.Bits - part.Length == BucketOf(part, table))
                continue;

            Assert.True(_split.CandidatesOf(part).ToArray().Count(candidate => candidate.Trust == Trust.Trusted) >= Settings.MinPerHalf);
        }
    }

    [Property]
    public void A_network_that_is_known_as_a_whole_should_be_divided_until_everybody_is_served_alone(ulong seed)
    {
        var table = TreeTables.Random(seed, 20);
        Divide(table, 0, PeerId.Bits, fanOut: 24);
        Assert.Equal(20, Parts().Length);
        Assert.All(Parts(), part => Assert.True(part.IsComplete));
        Assert.All(Parts(), part => Assert.Equal(1, part.Count));
    }

    [Fact]
    public void Only_buckets_below_the_height_should_be_served()
    {
        var table = Tables.Snapshot(TreeTables.Self, Enumerable.Range(240, 10).SelectMany(bucket => TreeTables.InBucket(bucket, 1)));
        Divide(table, from: 243, below: 246, fanOut: 24);
        Assert.Equal([243, 244, 245], Parts().Select(part => BucketOf(part, table)).Order());
        Assert.All(Parts(), part => Assert.Equal(BucketOf(part, table), RegionOf(part).Height));
    }

    [Fact]
    public void The_highest_region_should_be_halved_first()
    {
        var table = Table((255, 20), (254, 20), (253, 4));
        Divide(table, 0, PeerId.Bits, fanOut: 4);
        Assert.Equal([253, 254, 254, 254], Parts().Select(part => (int)RegionOf(part).Height).Order());
    }

    [Fact]
    public void Buckets_of_the_k_closest_should_be_complete_and_no_others()
    {
        var table = Table((255, 20), (254, 20), (253, 11), (252, 9));
        Divide(table, 0, PeerId.Bits, fanOut: 1);
        Assert.Equal(
            [(252, true), (253, true), (254, false), (255, false)],
            Parts().Select(part => (BucketOf(part, table), part.IsComplete)).Order());
    }

    [Fact]
    public void The_dead_should_not_count_among_the_closest()
    {
        var (near, far) = (TreeTables.InBucket(252, 12), TreeTables.InBucket(253, 12));
        var table = Tables.Of(TreeTables.Self, new KademliaSettings { MaxFailures = 9 }, [.. near, .. far]);
        foreach (var dead in near[..4])
        {
            for (var failure = 0; failure < 3; failure++)
                table.Failed(dead.Id, refused: false, Instant.Zero);
        }

        Divide(table.Snapshot(), 0, PeerId.Bits, fanOut: 1);
        Assert.All(Parts(), part => Assert.True(part.IsComplete));
    }

    [Fact]
    public void Suspects_should_keep_a_full_bucket_in_one_piece()
    {
        var contacts = TreeTables.InBucket(255, 20);
        var far = contacts.Where(contact => TreeTables.Self.DistanceTo(contact.Id).Bit(254)).ToList();
        var table = Tables.Of(TreeTables.Self, new KademliaSettings(), [.. contacts, .. TreeTables.InBucket(254, 1)]);
        foreach (var suspect in far.Skip(Settings.MinPerHalf - 1))
            table.Failed(suspect.Id, refused: false, Instant.Zero);

        Divide(table.Snapshot(), 0, PeerId.Bits, fanOut: 24);
        Assert.Equal(20, Assert.Single(Parts(), part => !part.IsComplete).Count);
    }

    [Fact]
    public void Contacts_that_cannot_route_the_plan_should_be_in_no_region()
    {
        var other = new Contact(TreeTables.InBucket(255, 1, seed: 99)[0].Id, plans: PlanSet.Epidemic);
        var table = Tables.Snapshot(TreeTables.Self, [other, .. TreeTables.InBucket(255, 3)]);
        Divide(table, 0, PeerId.Bits, fanOut: 24);
        Assert.DoesNotContain(other.Id, Parts().SelectMany(part => Contacts(part)));
        Assert.Equal(3, Parts().Sum(part => part.Count));
    }

    [Fact]
    public void Neighbours_that_differ_in_the_last_bit_only_should_be_divided()
    {
        var contacts = new[] { 0, 1, 2, 3 }.Select(rest => new Contact(Ids.InBucket(TreeTables.Self, 2, rest))).ToArray();
        Divide(Tables.Snapshot(TreeTables.Self, contacts), 0, PeerId.Bits, fanOut: 24);
        Assert.Equal([0, 0, 0, 0], Parts().Select(part => (int)RegionOf(part).Height));
    }

    [Fact]
    public void A_region_should_be_dead_when_nobody_in_it_is_worth_asking()
    {
        Assert.True(RegionSplit.IsDead([Candidate(Trust.Dead), Candidate(Trust.Dead)]));
        Assert.False(RegionSplit.IsDead([Candidate(Trust.Dead), Candidate(Trust.Doubtful)]));
        Assert.False(RegionSplit.IsDead([Candidate(Trust.Trusted)]));
    }

    [Fact]
    public void Nothing_should_be_left_of_what_was_divided_before()
    {
        Divide(Table((255, 20), (254, 20)), 0, PeerId.Bits, fanOut: 24);
        Divide(Table((250, 1)), 0, PeerId.Bits, fanOut: 24);
        Assert.Single(Parts());
        _split.Clear();
        Assert.Empty(Parts());
    }

    private static Candidate Candidate(Trust trust) => new(Ids.Peer(1), default, trust, 1, 1);

    private static NeighbourSnapshot Table(params (int Bucket, int Count)[] buckets) =>
        Tables.Snapshot(TreeTables.Self, buckets.SelectMany(bucket => TreeTables.InBucket(bucket.Bucket, bucket.Count)));

    private void Divide(NeighbourSnapshot table, int from, int below, int fanOut) =>
        _split.Divide(table, new LinkTimeouts(Settings), from, below, Settings, fanOut);

    private RegionSplit.Part[] Parts() => _split.Parts.ToArray();

    private PeerId[] Contacts(RegionSplit.Part part) => _split.CandidatesOf(part).ToArray().Select(candidate => candidate.Contact.Id).ToArray();

    private Region RegionOf(RegionSplit.Part part) => new(Contacts(part)[0], part.Length);

    private int BucketOf(RegionSplit.Part part, NeighbourSnapshot table) => table.Self.DistanceTo(Contacts(part)[0]).BucketIndex;
}
