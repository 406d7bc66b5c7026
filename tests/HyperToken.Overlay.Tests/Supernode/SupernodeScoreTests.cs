using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class SupernodeScoreTests
{
    private static readonly SupernodeMinima Minima = new();
    private static readonly NodeStats AtMinima = new(TimeSpan.FromHours(1), 500_000, 0, 10);
    private static readonly NodeStats Best = new(TimeSpan.FromHours(2), 1_000_000, 0, 20);

    [Fact]
    public void Twice_every_minimum_without_a_failure_should_be_the_best_there_is()
    {
        Assert.Equal(1, SupernodeScore.Of(Best, Minima));
        Assert.Equal(1, SupernodeScore.Of(new NodeStats(TimeSpan.MaxValue, double.MaxValue, 0, int.MaxValue), Minima));
    }

    [Fact]
    public void Nothing_but_failures_should_be_the_worst() => Assert.Equal(0, SupernodeScore.Of(new NodeStats(TimeSpan.Zero, 0, 1, 0), Minima));

    [Fact]
    public void Each_part_should_have_the_weight_of_the_seed()
    {
        AssertScore(0.75, Best with { Uptime = TimeSpan.Zero });
        AssertScore(0.70, Best with { BandwidthOut = 0 });
        AssertScore(0.70, Best with { FailureRate = 1 });
        AssertScore(0.85, Best with { Connections = 0 });
        AssertScore(0.85, Best with { FailureRate = 0.5 });
    }

    [Fact]
    public void The_minima_alone_should_give_half_of_what_they_are_for() => AssertScore((0.7 / 2) + 0.3, AtMinima);

    [Fact]
    public void The_score_should_follow_the_formula_of_the_seed() =>

        // 0.25 · 45 min / 2 h + 0.30 · 200 / 1000 KB/s + 0.30 · (1 - 0.1) + 0.15 · 6 / 20
        AssertScore(0.09375 + 0.06 + 0.27 + 0.045, new NodeStats(TimeSpan.FromMinutes(45), 200_000, 0.1, 6));

    [Fact]
    public void A_zero_minimum_should_give_its_full_part_even_to_nothing()
    {
        var none = new SupernodeMinima { MinUptime = TimeSpan.Zero, MinBandwidth = 0, MinConnections = 0 };
        var nothing = new NodeStats(TimeSpan.Zero, 0, 0, 0);
        Assert.Equal(1, SupernodeScore.Of(nothing, none));
        Assert.True(SupernodeScore.MeetsMinima(nothing, none));
        AssertScore(0.7, nothing with { FailureRate = 1 }, none);
        AssertScore(0.3 + 0.25, nothing, Minima with { MinUptime = TimeSpan.Zero });
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-1, 0)]
    [InlineData(double.PositiveInfinity, 1_000_000)]
    public void A_bandwidth_that_cannot_be_should_count_as_none_or_as_very_much(double said, double counted)
    {
        Assert.Equal(SupernodeScore.Of(Best with { BandwidthOut = counted }, Minima), SupernodeScore.Of(Best with { BandwidthOut = said }, Minima));
        Assert.Equal(counted > 0, SupernodeScore.MeetsMinima(Best with { BandwidthOut = said }, Minima));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(7, 1)]
    [InlineData(-3, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    public void A_failure_rate_that_cannot_be_should_count_as_all_or_none(double said, double counted) =>
        Assert.Equal(SupernodeScore.Of(Best with { FailureRate = counted }, Minima), SupernodeScore.Of(Best with { FailureRate = said }, Minima));

    [Fact]
    public void Minima_should_be_met_by_exactly_as_much_and_only_by_all_three()
    {
        Assert.True(SupernodeScore.MeetsMinima(AtMinima with { FailureRate = 1 }, Minima));
        Assert.False(SupernodeScore.MeetsMinima(AtMinima with { Uptime = AtMinima.Uptime - TimeSpan.FromMilliseconds(1) }, Minima));
        Assert.False(SupernodeScore.MeetsMinima(AtMinima with { BandwidthOut = 499_999 }, Minima));
        Assert.False(SupernodeScore.MeetsMinima(AtMinima with { Connections = 9 }, Minima));
        Assert.False(SupernodeScore.MeetsMinima(Best with { Connections = -9 }, Minima));
    }

    [Property(Replay = Fixed.Replay, MaxTest = 1000)]
    public Property Whatever_is_said_should_give_a_score_in_range_and_the_same_again() => Prop.ForAll(AnyStats(), AnyMinima(), (stats, minima) =>
    {
        var score = SupernodeScore.Of(stats, minima);
        Assert.InRange(score, 0, 1);
        Assert.Equal(score, SupernodeScore.Of(stats with { }, minima with { }));
    });

    [Property(Replay = Fixed.Replay, MaxTest = 1000)]
    public Property More_of_anything_should_never_score_less() => Prop.ForAll(AnyStats(), AnyStats(), AnyMinima(), (one, other, minima) =>
    {
        if (double.IsNaN(one.BandwidthOut + other.BandwidthOut + one.FailureRate + other.FailureRate))
            return;

        var better = new NodeStats(
            one.Uptime > other.Uptime ? one.Uptime : other.Uptime,
            Math.Max(one.BandwidthOut, other.BandwidthOut),
            Math.Min(one.FailureRate, other.FailureRate),
            Math.Max(one.Connections, other.Connections));
        Assert.True(SupernodeScore.Of(better, minima) >= SupernodeScore.Of(one, minima));
        Assert.True(SupernodeScore.MeetsMinima(better, minima) || !SupernodeScore.MeetsMinima(one, minima));
    });

    private static void AssertScore(double expected, NodeStats stats, SupernodeMinima? minima = null) =>
        Assert.Equal(expected, SupernodeScore.Of(stats, minima ?? Minima), 12);

    private static Arbitrary<NodeStats> AnyStats() => Arb.From(
        from uptime in Spans()
        from bandwidth in Numbers(1_500_000)
        from failures in Numbers(2)
        from connections in Connections()
        select new NodeStats(uptime, bandwidth, failures, connections));

    private static Arbitrary<SupernodeMinima> AnyMinima() => Arb.From(
        from uptime in Spans()
        from bandwidth in Numbers(1_500_000)
        from connections in Connections()
        select new SupernodeMinima { MinUptime = uptime, MinBandwidth = bandwidth, MinConnections = connections });

    private static Gen<TimeSpan> Spans() => Gen.Frequency(
        (5, Gen.Choose(0, 10_000).Select(seconds => TimeSpan.FromSeconds(seconds))),
        (1, Gen.Elements(TimeSpan.MinValue, TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.MaxValue)));

    private static Gen<double> Numbers(int most) => Gen.Frequency(
        (5, Gen.Choose(0, 1_000_000).Select(part => part / 1e6 * most)),
        (2, Gen.Elements(
            double.NaN, double.NegativeInfinity, double.MinValue, -1, -0.0, 0, double.Epsilon, double.MaxValue, double.PositiveInfinity)));

    private static Gen<int> Connections() => Gen.Frequency((5, Gen.Choose(0, 50)), (1, Gen.Elements(int.MinValue, -1, int.MaxValue)));
}
