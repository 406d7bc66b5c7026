using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Strategy;

public sealed class StrategySelectorPropertyTests
{
    private const int Hour = 3_600;
    private static readonly AutoSettings Settings = new();

    /// <summary>Two: a first estimate that was far too high takes one strategy too many, once.</summary>
    [Property(Replay = Fixed.Replay, MaxTest = 300)]
    public Property An_hour_of_estimates_around_one_size_should_change_the_strategy_twice_at_most() =>
        Prop.ForAll(Sizes(), OverlayArbitraries.Seeds(), Gen.Elements(true, false).ToArbitrary(), (peers, seed, hasStableNodes) =>
        {
            var estimates = new NoisyEstimates(seed);
            var changes = Run(Hour, _ => (estimates.Of(peers), false, hasStableNodes));
            Assert.InRange(changes.Count, 0, 2);
        });

    [Property(Replay = Fixed.Replay, MaxTest = 300)]
    public Property The_same_with_a_table_that_is_complete_at_times() =>
        Prop.ForAll(Sizes(), OverlayArbitraries.Seeds(), (peers, seed) =>
        {
            var estimates = new NoisyEstimates(seed);
            var changes = Run(Hour, _ => estimates.Coin() ? (peers, true, true) : (estimates.Of(peers), false, true));
            Assert.InRange(changes.Count, 0, 2);
        });

    [Property(Replay = Fixed.Replay, MaxTest = 300)]
    public Property Supernodes_that_come_and_go_every_second_should_not_make_it_flap() =>
        Prop.ForAll(Sizes(), OverlayArbitraries.Seeds(), (peers, seed) =>
        {
            var estimates = new NoisyEstimates(seed);
            var changes = Run(Hour, _ => (estimates.Of(peers), false, estimates.Coin()));
            Assert.InRange(changes.Count, 0, 2);
        });

    [Property(Replay = Fixed.Replay, MaxTest = 200)]
    public Property Growing_from_10_to_500_and_shrinking_again_should_pass_each_strategy_once() =>
        Prop.ForAll(Gen.Choose(300, Hour).ToArbitrary(), OverlayArbitraries.Seeds(), Gen.Choose(0, 2).ToArbitrary(), (seconds, seed, kind) =>
        {
            var estimates = new NoisyEstimates(seed);
            var changes = Run(3 * seconds, second =>
            {
                var share = Math.Clamp(second < 2 * seconds ? second / (double)seconds : 3 - (second / (double)seconds), 0, 1);
                var peers = (int)Math.Round(10 * Math.Pow(50, share));

                // Counted, estimated, or counted while a table of 20 a bucket may be complete.
                var isExact = kind == 0 || (kind == 2 && peers < 40);
                return (isExact ? peers : estimates.Of(peers), isExact, true);
            });
            Assert.Equal(
                [RoutingStrategy.Supernode, RoutingStrategy.Kademlia, RoutingStrategy.Supernode, RoutingStrategy.Naive], changes);
        });

    [Property(Replay = Fixed.Replay, MaxTest = 500, EndSize = 500)]
    public Property Whatever_comes_a_change_should_be_told_once_and_after_the_dwell_time() => Prop.ForAll(Programs(), program =>
    {
        var selector = new StrategySelector(Settings);
        var now = Instant.Zero;
        Instant? changedAt = null;
        foreach (var (size, isExact, hasStableNodes, millis) in program)
        {
            now += TimeSpan.FromMilliseconds(millis);
            var before = selector.Current;
            var changed = selector.Sample(size, isExact, hasStableNodes, now);
            Assert.Equal(changed, before != selector.Current);
            Assert.Contains(selector.Current, new[] { RoutingStrategy.Naive, RoutingStrategy.Supernode, RoutingStrategy.Kademlia });
            Assert.True(selector.NetworkSize >= 1);
            if (!changed)
                continue;

            Assert.False(now - changedAt < Settings.Dwell);
            changedAt = now;
        }
    });

    /// <summary>The changes while one sample is taken each second.</summary>
    private static List<RoutingStrategy> Run(int seconds, Func<int, (int Size, bool IsExact, bool HasStableNodes)> sample)
    {
        var selector = new StrategySelector(Settings);
        var changes = new List<RoutingStrategy>();
        for (var second = 0; second < seconds; second++)
        {
            var (size, isExact, hasStableNodes) = sample(second);
            if (selector.Sample(size, isExact, hasStableNodes, Instant.Zero + TimeSpan.FromSeconds(second)))
                changes.Add(selector.Current);
        }

        return changes;
    }

    /// <summary>Mostly where the thresholds are.</summary>
    private static Arbitrary<int> Sizes() => Arb.From(Gen.Frequency((8, Gen.Choose(20, 160)), (1, Gen.Choose(1, 20)), (1, Gen.Choose(160, 100_000))));

    private static Arbitrary<(int Size, bool IsExact, bool HasStableNodes, int Millis)[]> Programs() =>
        (from size in Gen.Frequency((6, Gen.Choose(20, 160)), (1, Gen.Elements(int.MinValue, 0, 1, int.MaxValue)))
         from isExact in Gen.Elements(true, false)
         from hasStableNodes in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
         from millis in Gen.Frequency((6, Gen.Choose(0, 2_000)), (1, Gen.Choose(0, 100_000)))
         select (size, isExact, hasStableNodes, millis)).ArrayOf().ToArbitrary();
}
