using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class FanOutBudgetTests
{
    private static readonly TreeSettings Settings = new() { FanOut = 24 };

    /// <summary>The table of a peer in a network of a few thousand: its lowest bucket is about 12 below the highest.</summary>
    private static readonly NeighbourSnapshot Table = TreeTables.Random(seed: 3, contacts: 4096);

    [Theory]
    [InlineData(0, 0, 24)]
    [InlineData(1_000, 1_000, 24)]
    [InlineData(10, 1_000, 24)]
    [InlineData(20, 0, 11)]
    [InlineData(1_200, 1_000, 12)]
    [InlineData(2_100, 1_000, 1)]
    [InlineData(60_000, 1_000, 0)]
    public void Whoever_has_forwarded_more_than_others_should_divide_less(double load, double mean, int expected) =>
        Assert.Equal(expected, FanOutBudget.Of(Settings, load, mean, hops: 1, below: PeerId.Bits, Table));

    [Fact]
    public void A_message_that_has_come_too_far_should_be_divided_in_full()
    {
        Assert.Equal(1, Of(hops: 2, PeerId.Bits));
        Assert.Equal(24, Of(hops: 3, PeerId.Bits));

        // As many hops are what it takes to get so far down.
        Assert.Equal(1, Of(hops: 3, PeerId.Bits - 5));
        Assert.Equal(24, Of(hops: 4, PeerId.Bits - 5));
    }

    private static int Of(int hops, int below) => FanOutBudget.Of(Settings, load: 2_100, meanLoad: 1_000, hops, below, Table);
}
