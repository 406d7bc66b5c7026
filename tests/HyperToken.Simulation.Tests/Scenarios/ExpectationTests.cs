using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Scenarios;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Scenarios;

public sealed class ExpectationTests
{
    [Fact]
    public void A_figure_may_be_at_its_bound_and_not_beyond()
    {
        var expected = Single("""{ "atMost": { "copiesPerPeer": 19.75, "latencyMsP99": 259.9 }, "atLeast": { "deliveredWithin1s": 0.99, "deliveryRate": 1 } }""").Expected;
        Assert.Equal(
            ["latencyMsP99 is 260, at most 259.9 allowed", "deliveryRate is 0.9999, at least 1 allowed"],
            expected.BrokenBy(Sample.Result()));
    }

    [Fact]
    public void A_figure_that_is_missing_breaks_its_limit() => Assert.Equal(
        ["hopsMax has no value, at most 7 allowed"], Single("""{ "atMost": { "hopsMax": 7 } }""").Expected.BrokenBy(Sample.Result() with { Hops = null }));

    [Fact]
    public void What_a_run_expects_wins_over_the_defaults_figure_by_figure()
    {
        var runs = Scenario.Parse(
            """
            {
              "defaults": { "atMost": { "copiesPerPeer": 2, "hopsMax": 9 }, "atLeast": { "copiesPerPeer": 1 } },
              "runs": [ { "case": "loose", "atMost": { "copiesPerPeer": 3 } }, {} ]
            }
            """,
            "s.json").ToRuns();
        Assert.Equal("loose", runs[0].Case);
        Assert.Equal(["AtLeast copiesPerPeer 1", "AtMost copiesPerPeer 3", "AtMost hopsMax 9"], Texts(runs[0]));
        Assert.Equal(["AtLeast copiesPerPeer 1", "AtMost copiesPerPeer 2", "AtMost hopsMax 9"], Texts(runs[1]));
    }

    [Fact]
    public void Every_run_of_a_list_is_held_to_the_same_and_a_broken_limit_names_its_run()
    {
        var runs = Scenario.Parse("""{ "seed": [3, 4], "build": ["warm", "protocol"], "case": "quiet", "atMost": { "copiesPerPeer": 19.8 } }""", "s.json").ToRuns();
        Assert.Equal(
            [(NetworkBuild.Warm, 3UL), (NetworkBuild.Warm, 4UL), (NetworkBuild.Protocol, 3UL), (NetworkBuild.Protocol, 4UL)],
            runs.Select(run => (run.Options.EffectiveBuild, run.Options.Seed)));

        var check = new ExpectationCheck(runs, [Result(19), Result(20), Result(19)]);
        Assert.Equal(3, check.Checked);
        Assert.Equal(["run 2, quiet (1000 peers kademlia, tree, build warm, seed 4): copiesPerPeer is 20, at most 19.8 allowed"], check.Broken);
    }

    [Fact]
    public void What_a_stopped_run_did_not_reach_breaks_nothing()
    {
        var check = new ExpectationCheck(Scenario.Parse("""{ "atLeast": { "deliveryRate": 1 } }""", "s.json").ToRuns(), [Sample.Stopped()]);
        Assert.Equal(0, check.Checked);
        Assert.Empty(check.Broken);
    }

    [Fact]
    public void Runs_that_overrides_make_the_same_are_made_once_and_held_to_what_any_of_them_expects()
    {
        var scenario = Scenario.Parse("""[ { "peers": 10, "atMost": { "hopsMax": 3 } }, { "peers": 20, "atMost": { "copiesPerPeer": 2 } }, { "peers": 30, "case": "other" } ]""", "s.json");
        var runs = scenario.ToRuns(ScenarioRun.Parse([KeyValuePair.Create(SimulationSettings.Find("peers")!, "40")]));
        Assert.Equal([null, "other"], runs.Select(run => run.Case));
        Assert.Equal(["AtMost copiesPerPeer 2", "AtMost hopsMax 3"], Texts(runs[0]));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10.4, true)]
    [InlineData(10.6, false)]
    public void A_case_may_be_worse_than_another_on_average_by_no_more_than_its_share(double copies, bool isKept)
    {
        var runs = Scenario.Parse(
            """[ { "case": "one", "seed": [1, 2] }, { "case": "ten", "seed": [1, 2], "noWorseThan": { "case": "one", "share": 0.05 } } ]""", "s.json").ToRuns();
        var check = new ExpectationCheck(runs, [Result(9), Result(11), Result(copies - 2), Result(copies + 2)]);
        Assert.Equal(4, check.Checked);
        if (isKept)
            Assert.Empty(check.Broken);
        else
            Assert.Equal(["ten (1000 peers kademlia, tree, build protocol): copiesPerPeer is 10.6 on average, 10 in one, at most 5 % more allowed"], check.Broken);
    }

    [Theory]
    [InlineData(262, true)]
    [InlineData(264, false)]
    public void The_latencies_of_all_runs_are_compared_together(double slowest, bool isKept)
    {
        var runs = Scenario.Parse(
            """[ { "case": "one", "seed": [1, 2] }, { "case": "ten", "noWorseThan": { "case": "one", "share": 0.05 } } ]""", "s.json").ToRuns();

        // Three in a hundred of the second run take 250 ms, so more than one in a hundred of both.
        var check = new ExpectationCheck(runs, [Latencies((100, 1)), Latencies((100, 0.97), (250, 1)), Latencies((100, 0.98), (slowest, 1))]);
        if (isKept)
            Assert.Empty(check.Broken);
        else
            Assert.Equal(["ten (1000 peers kademlia, tree, build protocol): latencyMsP99 is 264 over all runs, 250 in one, at most 5 % more allowed"], check.Broken);
    }

    [Fact]
    public void A_comparison_with_runs_of_another_size_is_broken()
    {
        var runs = Scenario.Parse("""[ { "case": "one" }, { "case": "ten", "peers": 7, "noWorseThan": { "case": "one", "share": 0.05 } } ]""", "s.json").ToRuns();
        Assert.Equal(4, new ExpectationCheck(runs, [Result(9), Result(9)]).Broken.Count);
    }

    [Fact]
    public void Limits_are_checked_against_what_is_really_simulated()
    {
        var runs = Scenario.Parse(
            """
            { "peers": 60, "plan": "epidemic", "broadcasts": 3, "atMost": { "copiesPerPeer": 1.5, "unexplainedMisses": 0 }, "atLeast": { "deliveryRate": 1 } }
            """,
            "s.json").ToRuns();
        var check = new ExpectationCheck(runs, SimulationBatch.RunSimulationBatch([.. runs.Select(run => run.Options)]));
        Assert.Equal(3, check.Checked);
        Assert.Contains("copiesPerPeer is ", Assert.Single(check.Broken));
    }

    private static PlannedRun Single(string json) => Assert.Single(Scenario.Parse(json, "s.json").ToRuns());

    private static SimulationResult Latencies(params (double Milliseconds, double Share)[] points) =>
        Sample.Result() with { LatencyCdf = [.. points.Select(point => new LatencyPoint(point.Milliseconds, point.Share))] };

    private static SimulationResult Result(double copies) => Sample.Result() with { CopiesPerPeer = copies };

    private static IEnumerable<string> Texts(PlannedRun run) =>
        run.Expected.Limits.Select(limit => FormattableString.Invariant($"{limit.Kind} {limit.Figure.Name} {limit.Bound}")).Order(StringComparer.Ordinal);
}
