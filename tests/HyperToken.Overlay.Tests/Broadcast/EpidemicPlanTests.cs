using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 300)]
public sealed class EpidemicPlanTests
{
    private static readonly PeerId Self = Ids.Of(0);

    /// <summary>Any table with suspects and contacts that cannot route the plan among its contacts.</summary>
    [Property]
    public void The_chosen_should_be_spread_over_the_buckets_as_evenly_as_possible(ulong seed)
    {
        var random = new RandomSource(seed);
        var fanOut = 1 + random.Next(30);
        var snapshot = ArbitraryTable(random);
        var all = Tables.All(snapshot).Select(entry => entry.Contact).ToList();
        var origin = all.Count > 0 && random.Next(2) == 0 ? all[random.Next(all.Count)].Id : Ids.Of(-1);
        var from = all.Count > 0 && random.Next(2) == 0 ? all[random.Next(all.Count)] : null;

        var chosen = Choose(snapshot, fanOut, origin, from, random);
        var eligible = Tables.All(snapshot)
            .Where(entry => !entry.IsSuspect && entry.Contact.Plans.HasFlag(PlanSet.Epidemic))
            .Select(entry => entry.Contact)
            .Where(contact => contact.Id != origin && contact.Id != from?.Id)
            .ToList();

        Assert.Equal(Math.Min(fanOut, eligible.Count), chosen.Count);
        Assert.Equal(chosen.Count, chosen.Select(contact => contact.Id).Distinct().Count());
        Assert.Subset(eligible.ToHashSet(), chosen.ToHashSet());

        var most = chosen.GroupBy(BucketOf).Select(bucket => bucket.Count()).DefaultIfEmpty().Max();
        foreach (var bucket in eligible.GroupBy(BucketOf))
        {
            var taken = chosen.Count(contact => BucketOf(contact) == bucket.Key);
            Assert.True(taken == bucket.Count() || taken >= most - 1, "A bucket was passed over.");
        }
    }

    [Fact]
    public void With_as_many_contacts_as_wanted_all_should_be_chosen()
    {
        var contacts = Ids.Peers(21)[1..];
        var chosen = Choose(Tables.Snapshot(Self, contacts), 20, Self, null, new RandomSource(1));
        Assert.Equal(contacts.Select(contact => contact.Id).Order(), chosen.Select(contact => contact.Id).Order());
    }

    [Fact]
    public void Every_contact_should_have_its_chance()
    {
        var snapshot = Tables.Snapshot(Self, Ids.Peers(300)[1..]);
        var random = new RandomSource(3);
        var counts = Tables.All(snapshot).ToDictionary(entry => entry.Contact.Id, _ => 0);
        for (var i = 0; i < 2000; i++)
        {
            foreach (var contact in Choose(snapshot, 5, Self, null, random))
                counts[contact.Id]++;
        }

        // Within a bucket all are equally likely: at most twenty in a full one, of which about 5 in 8 rounds are drawn.
        foreach (var bucket in counts.GroupBy(count => Self.DistanceTo(count.Key).BucketIndex))
        {
            var mean = bucket.Average(count => count.Value);
            Assert.All(bucket, count => Assert.InRange(count.Value, 0.5 * mean, 1.5 * mean));
        }
    }

    [Fact]
    public void A_table_with_buckets_down_to_the_lowest_should_do()
    {
        var contacts = Enumerable.Range(0, PeerId.Bits).Select(bucket => new Contact(Ids.InBucket(Self, bucket, 0)));
        var chosen = Choose(Tables.Snapshot(Self, contacts), 255, Self, null, new RandomSource(1));
        Assert.Equal(255, chosen.Select(BucketOf).Distinct().Count());
    }

    private static int BucketOf(Contact contact) => Self.DistanceTo(contact.Id).BucketIndex;

    private static List<Contact> Choose(NeighbourSnapshot snapshot, int fanOut, PeerId origin, Contact? from, RandomSource random)
    {
        var chosen = new List<Contact>();
        new EpidemicPlan(fanOut).Choose(new PeerNeighbours(snapshot), origin, from, random, chosen);
        return chosen;
    }

    private static NeighbourSnapshot ArbitraryTable(RandomSource random)
    {
        var settings = new KademliaSettings(K: 1 + random.Next(20));
        var contacts = Enumerable.Range(0, random.Next(200))
            .Select(_ => Distance.InBucket(255 - random.Next(12), 0, 0, random).From(Self))
            .Select(id => new Contact(id, plans: random.Next(4) == 0 ? PlanSet.Naive : PlanSet.All))
            .ToList();
        var table = Tables.Of(Self, settings, contacts);
        foreach (var contact in contacts.Where(_ => random.Next(4) == 0))
            table.Failed(contact.Id, refused: false, Instant.Zero);

        return table.Snapshot();
    }
}
