using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Search;

namespace HyperToken.Simulation.Tests.Search;

public sealed class FaultSearchTests
{
    [Fact]
    public void Twenty_seeds_keep_every_invariant()
    {
        var done = new List<FaultSearchProgress>();
        var findings = new FaultSearch(new FaultSearchOptions { Parallelism = 2 }).Run(20, firstSeed: 1, new Recorder(done));
        Assert.Empty(findings);
        Assert.Equal(Enumerable.Range(1, 20), done.Select(progress => progress.Done));
    }

    [Fact]
    public void A_seed_gives_one_scenario()
    {
        for (var seed = 1UL; seed < 50; seed++)
            Assert.Equal(FaultSearch.ScenarioOf(seed), FaultSearch.ScenarioOf(seed));

        Assert.Distinct(Enumerable.Range(1, 50).Select(seed => FaultSearch.ScenarioOf((ulong)seed) with { Seed = 0 }));
    }

    [Fact]
    public void Scenarios_are_small_and_everything_occurs_in_them()
    {
        SimulationOptions[] scenarios = [.. Enumerable.Range(1, 400).Select(seed => FaultSearch.ScenarioOf((ulong)seed))];
        Assert.All(scenarios, scenario =>
        {
            Assert.InRange(scenario.Peers, 20, 400);
            Assert.InRange(scenario.Loss, 0, 0.2);
            Assert.InRange(scenario.Crash, 0, 0.5);
            Assert.Equal(1, scenario.Threads);
            SimulationOptionsValidator.Check(scenario);
        });
        Predicate<SimulationOptions>[] kinds =
        [
            scenario => scenario.Topology == Topology.Naive,
            scenario => scenario.Topology == Topology.Kademlia,
            scenario => scenario.EffectivePlan == BroadcastPlan.Naive,
            scenario => scenario.EffectivePlan == BroadcastPlan.Epidemic,
            scenario => scenario.EffectivePlan == BroadcastPlan.Tree,
            scenario => scenario is { EffectivePlan: BroadcastPlan.Tree, Loss: > 0, Partition: not null },
            scenario => scenario is { EffectivePlan: BroadcastPlan.Tree, Loss: > 0, Churn: not null },
            scenario => scenario is { EffectivePlan: BroadcastPlan.Tree, MaxLinks: not null },
            scenario => scenario.Build == NetworkBuild.Warm,
            scenario => scenario.Loss > 0,
            scenario => scenario is { Crash: > 0, CrashBefore: true },
            scenario => scenario is { Crash: > 0, CrashBefore: false } && scenario.CrashWindow.To > scenario.CrashWindow.From,
            scenario => scenario.Churn is not null,
            scenario => scenario.Partition is { IsOneWay: true },
            scenario => scenario.Partition is { IsOneWay: false },
            scenario => scenario.MaxLinks is not null,
            scenario => scenario.DialCost,
            scenario => scenario.Bandwidth is not null,
            scenario => scenario.SlowPeers is not null,
            scenario => scenario.Latency is UniformLatency,
            scenario => scenario.Latency is LogNormalLatency,
            scenario => scenario.Latency is RegionLatency,
            scenario => scenario.LatencyScope == LatencyScope.Frame,
            scenario => scenario.Rate >= 100,
            scenario => scenario.Lookups > 0,
            scenario => scenario.Stale > 0,
            scenario => scenario.Settle > 0,
        ];
        Assert.All(kinds, kind => Assert.InRange(scenarios.Count(scenario => kind(scenario)), 8, 392));
    }

    [Fact]
    public void A_finding_names_the_command_that_replays_it_alone()
    {
        var finding = new FaultFinding(4711, "nothing is delivered twice", "3 deliveries", FaultSearch.ScenarioOf(4711));
        Assert.Equal("hypertoken simulate --search 1 --seed 4711", finding.Command);
        Assert.StartsWith("seed 4711: nothing is delivered twice: 3 deliveries (", finding.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(finding.Command, finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_stopped_ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Empty(new FaultSearch().Run(1_000_000, stop: stop.Token));
    }

    [Fact]
    public void A_seed_that_is_given_up_finds_nothing_whatever_its_scenario()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        for (var seed = 1UL; seed <= 60; seed++)
            Assert.Empty(new Examination(FaultSearch.ScenarioOf(seed), stop.Token).Run());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(65, 1)]
    [InlineData(1, 0)]
    public void A_wrong_option_is_refused(int parallelism, int compareThreadsEvery) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new FaultSearch(new FaultSearchOptions { Parallelism = parallelism, CompareThreadsEvery = compareThreadsEvery }));

    [Fact]
    public void A_count_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultSearch().Run(0));

    private sealed class Recorder(List<FaultSearchProgress> done) : IProgress<FaultSearchProgress>
    {
        public void Report(FaultSearchProgress value) => done.Add(value);
    }
}
