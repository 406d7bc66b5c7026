using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class FanOutBudgetTests
{
    private static readonly TreeSettings Settings = new() { FanOut = 24 };

    [Theory]
    [InlineData(0, 0, 24)]
    [InlineData(1_000, 1_000, 24)]
    [InlineData(10, 1_000, 24)]
    [InlineData(5, 0, 17)]
    [InlineData(1_110, 1_000, 13)]
    [InlineData(2_100, 1_000, 6)]
    [InlineData(60_000, 1_000, 6)]
    public void Whoever_has_forwarded_more_than_others_should_divide_less(double load, double mean, int expected) =>
        Assert.Equal(expected, FanOutBudget.Of(Settings.FanOut, load, mean, hops: 1, below: PeerId.Bits));

    [Fact]
    public void A_message_that_has_come_too_far_should_be_divided_more()
    {
        Assert.Equal(6, Of(hops: 2, PeerId.Bits));
        Assert.Equal(16, Of(hops: 3, PeerId.Bits));

        // As many hops are what it takes to get so far down.
        Assert.Equal(6, Of(hops: 3, PeerId.Bits - 5));
        Assert.Equal(16, Of(hops: 4, PeerId.Bits - 5));
    }

    [Theory]
    [InlineData(1_000, 1_700, 16)]
    [InlineData(1_000, 1_701, 6)]
    [InlineData(20, 230, 16)]
    [InlineData(20, 231, 6)]
    public void Whoever_is_overloaded_should_be_spared_even_then(double mean, double load, int expected) =>
        Assert.Equal(expected, FanOutBudget.Of(Settings.FanOut, load, mean, hops: 3, PeerId.Bits));

    [Fact]
    public void There_should_be_one_region_at_least() =>
        Assert.Equal(1, FanOutBudget.Of(2, load: 2_100, meanLoad: 1_000, hops: 1, PeerId.Bits));

    private static int Of(int hops, int below) => FanOutBudget.Of(Settings.FanOut, load: 1_600, meanLoad: 1_000, hops, below);
}
