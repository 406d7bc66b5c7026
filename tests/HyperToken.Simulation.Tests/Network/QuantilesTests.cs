using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Network;

namespace HyperToken.Simulation.Tests.Network;

public sealed class QuantilesTests
{
    private const int Draws = 200_000;
    private const ulong Middle = 1UL << 63;

    /// <summary>What every machine has to make of the same distribution, to the last digit; computed apart from this code.</summary>
    [Fact]
    public void The_values_are_the_same_on_every_machine()
    {
        ulong[] shares = [0, 1UL << 50, 1UL << 60, 1UL << 62, Middle, 0xC000000000000000, 0xFFF0000000000000, ulong.MaxValue, 0x123456789ABCDEF0];
        var logNormal = Quantiles.LogNormal(50_000, 0.7, 1_000, 60_000_000);
        var exponential = Quantiles.Weibull(30_000_000, 1, 1_000, 1L << 50);
        var weibull = Quantiles.Weibull(30_000_000, 0.5, 1_000, 1L << 50);
        Assert.Equal([3021, 3396, 17083, 31183, 50000, 80171, 574210, 827296, 17898], shares.Select(logNormal.At));
        Assert.Equal([1000, 1831, 1936196, 8630644, 20794855, 41589710, 249538263, 311922828, 2213030], shares.Select(exponential.At));
        Assert.Equal([1000, 1000, 62494, 1241726, 7208608, 28834432, 1038039555, 1621936805, 81641], shares.Select(weibull.At));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(2.0)]
    public void Half_of_a_log_normal_distribution_lies_below_its_median(double sigma)
    {
        var quantiles = Quantiles.LogNormal(50_000, sigma, 1_000, 60_000_000);
        Assert.InRange(quantiles.At(Middle), 49_990, 50_010);

        // Of the normal distribution, 84.134 % lie below one standard deviation.
        var oneSigma = (ulong)(0.8413447460685429 * ulong.MaxValue);
        Assert.InRange(quantiles.At(oneSigma) / (50_000 * Math.Exp(sigma)), 0.999, 1.001);
    }

    [Theory]
    [InlineData(0.2, 0.1)]
    [InlineData(0.5, 0.03)]
    [InlineData(1, 0.01)]
    [InlineData(3, 0.01)]
    [InlineData(10, 0.01)]
    public void A_weibull_distribution_has_its_mean(double shape, double tolerance)
    {
        var quantiles = Quantiles.Weibull(30_000_000, shape, 1, 1L << 50);
        var mean = Enumerable.Range(0, Draws).Average(i => (double)quantiles.At(Draw.Bits(1, 2, (ulong)i)));
        Assert.InRange(mean / 30_000_000, 1 - tolerance, 1 + tolerance);
    }

    [Fact]
    public void An_exponential_distribution_has_its_quantiles()
    {
        var quantiles = Quantiles.Weibull(1_000_000, 1, 0, 1L << 50);
        foreach (var share in new[] { 0.01, 0.1, 0.5, 0.9, 0.99, 0.999 })
            Assert.InRange(quantiles.At((ulong)(share * ulong.MaxValue)) / (-1_000_000 * Math.Log(1 - share)), 0.99, 1.01);
    }

    [Fact]
    public void A_distribution_without_a_mean_is_nothing_but_zero() =>
        Assert.All(new[] { 0UL, Middle, ulong.MaxValue }, bits => Assert.Equal(0, Quantiles.Weibull(0, 1, 0, 1L << 50).At(bits)));

    [Fact]
    public void More_bits_never_give_less_and_the_bounds_hold()
    {
        foreach (var quantiles in new[] { Quantiles.LogNormal(20_000, 2, 1_000, 60_000), Quantiles.Weibull(5_000, 0.2, 1_000, 60_000) })
        {
            var last = 0L;
            for (var bits = 0UL; bits < ulong.MaxValue - (1UL << 46); bits += 1UL << 46)
            {
                var value = quantiles.At(bits);
                Assert.InRange(value, Math.Max(last, 1_000), 60_000);
                last = value;
            }

            Assert.Equal(60_000, quantiles.At(ulong.MaxValue));
            Assert.Equal(1_000, quantiles.At(0));
        }
    }

    [Fact]
    public void The_functions_agree_with_the_library()
    {
        for (var x = 0.001; x < 50; x += 0.37)
        {
            Assert.Equal(Math.Log(x), Quantiles.Ln(x), 12);
            Assert.InRange(Quantiles.Exp(x) / Math.Exp(x), 1 - 1e-10, 1 + 1e-10);
            Assert.InRange(Quantiles.Exp(-x) / Math.Exp(-x), 1 - 1e-10, 1 + 1e-10);
        }

        Assert.Equal(0, Quantiles.Normal(0.5), 9);
        Assert.Equal(1.959963984540054, Quantiles.Normal(0.975), 9);
        Assert.Equal(-3.090232306167813, Quantiles.Normal(0.001), 9);
    }
}
