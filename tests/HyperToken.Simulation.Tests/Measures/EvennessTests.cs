using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Tests.Measures;

public sealed class EvennessTests
{
    [Fact]
    public void Where_all_do_the_same_nobody_does_more() => AssertLoad(0, 1, Evenness.Of([7, 7, 7, 7]));

    [Fact]
    public void Where_one_does_everything_the_rest_do_nothing() => AssertLoad(0.75, 4, Evenness.Of([0, 12, 0, 0]));

    [Fact]
    public void In_between_it_is_half_the_mean_difference() => AssertLoad(0.25, 1.6, Evenness.Of([4, 1, 3, 2]));

    [Fact]
    public void Where_nobody_does_anything_it_is_zero()
    {
        AssertLoad(0, 0, Evenness.Of([0, 0]));
        AssertLoad(0, 0, Evenness.Of([]));
    }

    private static void AssertLoad(double gini, double maxOverMean, ForwardLoad load)
    {
        Assert.Equal(gini, load.Gini, 12);
        Assert.Equal(maxOverMean, load.MaxOverMean, 12);
    }
}
