using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

public sealed class NetworkSizeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(30)]
    public void A_table_that_holds_everybody_should_give_the_exact_count(int others)
    {
        var snapshot = Tables.Snapshot(Ids.Of(9999), Ids.Peers(others));
        Assert.True(snapshot.IsComplete);
        Assert.Equal(others + 1, NetworkSize.Estimate(snapshot));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void A_large_network_should_be_estimated_within_the_stated_error(int peers)
    {
        const int Observers = 40;
        var contacts = Ids.Peers(peers);
        var ratios = Enumerable.Range(0, Observers)
            .Select(i => NetworkSize.Estimate(Tables.Snapshot(contacts[i].Id, Nearest(contacts, contacts[i].Id))) / (double)peers)
            .ToList();

        // Standard error 23 % each; neighbours of one network are nearly independent observers.
        var mean = ratios.Average();
        var deviation = Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean)));
        Assert.InRange(mean, 0.85, 1.15);
        Assert.InRange(deviation, 0.05, 0.33);
    }

    [Fact]
    public void An_estimate_should_not_be_below_what_is_known_nor_overflow()
    {
        var self = Ids.Zero;
        var near = Enumerable.Range(1, 64).Select(i => new Contact(Ids.At(i)));
        Assert.Equal(int.MaxValue, NetworkSize.Estimate(Tables.Snapshot(self, near)));

        var far = Enumerable.Range(0, 25).Select(i => new Contact(Ids.InBucket(self, 255, i)));
        Assert.True(NetworkSize.Estimate(Tables.Snapshot(self, far)) >= 21);
    }

    /// <summary>The nearest thousand: a table keeps no more than some hundred of the others, and none that are nearer.</summary>
    private static IEnumerable<Contact> Nearest(Contact[] contacts, PeerId self) =>
        contacts.OrderBy(contact => self.DistanceTo(contact.Id)).Take(1000).Concat(contacts.Where(contact => self.DistanceTo(contact.Id).BucketIndex == 255).Take(30));
}
