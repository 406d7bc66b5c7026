using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Network;

namespace HyperToken.Simulation.Tests.Network;

public sealed class RemainingTimeTests
{
    private const double Mean = 30_000_000;

    /// <summary>The mean rest of a stay met at random is E[X²] ÷ 2 E[X]: for Weibull stays of shape 1, 2 and ½ that is 1, 0.6366 and 3 times the mean.</summary>
    [Theory]
    [InlineData(1, 1, 0.02)]
    [InlineData(2, 0.63662, 0.01)]
    [InlineData(0.5, 3, 0.1)]
    public void What_is_left_is_long_where_some_stays_are_very_long(double shape, double expected, double tolerance)
    {
        var remaining = new RemainingTime(Quantiles.Weibull(Mean, shape, 1, 1L << 50));
        var mean = Enumerable.Range(0, 200_000).Average(i => (double)remaining.At(Draw.Bits(3, 4, (ulong)i)));
        Assert.InRange(mean / Mean, expected * (1 - tolerance), expected * (1 + tolerance));
    }

    [Fact]
    public void What_is_left_of_an_exponential_stay_is_exponential()
    {
        var remaining = new RemainingTime(Quantiles.Weibull(Mean, 1, 1, 1L << 50));
        var drawn = Enumerable.Range(0, 100_001).Select(i => remaining.At(Draw.Bits(3, 5, (ulong)i))).Order().ToArray();
        Assert.InRange(drawn[50_000] / (Mean * Math.Log(2)), 0.97, 1.03);
        Assert.InRange(drawn[90_000] / (Mean * Math.Log(10)), 0.97, 1.03);
    }

    [Fact]
    public void Something_is_always_left()
    {
        var remaining = new RemainingTime(Quantiles.Weibull(0, 1, 0, 1L << 50));
        Assert.All(new[] { 0UL, 1UL << 63, ulong.MaxValue }, bits => Assert.Equal(1, remaining.At(bits)));
        var usual = new RemainingTime(Quantiles.Weibull(1_000, 1, 1, 1L << 50));
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.True(usual.At(Draw.Mix((ulong)i)) >= 1));
        Assert.True(usual.At(0) >= 1 && usual.At(ulong.MaxValue) >= 1);
    }
}
