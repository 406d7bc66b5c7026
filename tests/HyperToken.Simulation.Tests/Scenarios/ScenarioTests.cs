using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;
using HyperToken.Simulation.Scenarios;

namespace HyperToken.Simulation.Tests.Scenarios;

public sealed class ScenarioTests
{
    [Fact]
    public void An_object_is_one_run()
    {
        var options = Assert.Single(Scenario.Parse("""{ "peers": 50, "partition": "0.5@1000+60000", "dialCost": true }""", "one.json").ToOptions());

        Assert.Equal(50, options.Peers);
        Assert.Equal(TimeSpan.FromSeconds(1), options.Partition!.Start);
        Assert.True(options.DialCost);
    }

    [Fact]
    public void An_array_is_as_many_runs()
    {
        var options = Scenario.Parse("""[ { "seed": 1 }, { "seed": 2 }, {} ]""", "many.json").ToOptions();

        Assert.Equal([1UL, 2, 1], options.Select(one => one.Seed));
    }

    [Fact]
    public void Runs_win_over_defaults()
    {
        var scenario = Scenario.Parse(
            """
            {
              "name": "losses", "description": "What losses do",
              "defaults": { "loss": 0.5, "peers": [10, 20] },
              "runs": [ { "loss": 0.1 }, { "peers": 30 } ] // the second keeps the loss
            }
            """,
            "x/losses-file.json");

        Assert.Equal("losses", scenario.Name);
        Assert.Equal("What losses do", scenario.Description);
        Assert.Equal([(10, 0.1), (20, 0.1), (30, 0.5)], scenario.ToOptions().Select(one => (one.Peers, one.Loss)));
    }

    [Fact]
    public void A_scenario_without_a_name_has_that_of_its_file() => Assert.Equal("mine", Scenario.Parse("{}", "folder/mine.json").Name);

    [Fact]
    public void Lists_are_run_in_every_combination_size_by_size()
    {
        var options = Scenario.Parse("""{ "peers": [10, 20], "topology": ["naive", "kademlia"] }""", "s.json").ToOptions();

        Assert.Equal(
            [(10, Topology.Naive), (10, Topology.Kademlia), (20, Topology.Naive), (20, Topology.Kademlia)],
            options.Select(one => (one.Peers, one.Topology)));
    }

    [Fact]
    public void Overrides_win_over_runs_and_runs_that_become_the_same_are_made_once()
    {
        var scenario = Scenario.Parse("""[ { "peers": 10, "loss": 0.1 }, { "peers": 20 }, { "peers": 30, "loss": 0.1 } ]""", "s.json");

        var options = scenario.ToOptions(Overrides(("peers", "40,50")));

        Assert.Equal([(40, 0.1), (50, 0.1), (40, 0), (50, 0)], options.Select(one => (one.Peers, one.Loss)));
    }

    [Fact]
    public void Without_overrides_a_run_given_twice_is_made_twice() =>
        Assert.Equal(2, Scenario.Parse("[ {}, {} ]", "s.json").ToOptions().Count);

    [Theory]
    [InlineData("", "s.json: it is not JSON, from line 1")]
    [InlineData("{ \"peers\": 3,\n oops }", "s.json: it is not JSON, from line 2")]
    [InlineData("3", "s.json: it is neither a run, nor an array of runs, nor an object with runs")]
    [InlineData("[]", "s.json: runs is an empty list")]
    [InlineData("""{ "runs": [] }""", "s.json: runs is an empty list")]
    [InlineData("""{ "runs": {} }""", "s.json: runs is an object")]
    [InlineData("""{ "runs": [ {} ], "extra": 1 }""", "s.json: extra is not known beside runs; known are name, description, defaults, runs")]
    [InlineData("""{ "runs": [ {} ], "runs": [ {} ] }""", "s.json: runs is given twice")]
    [InlineData("""{ "runs": [ {} ], "name": 3 }""", "s.json: name is 3; allowed: a text")]
    [InlineData("""{ "runs": [ {}, 3 ] }""", "s.json, run 2: it is 3; allowed: an object with settings")]
    [InlineData("""{ "runs": [ {} ], "defaults": { "loss": -1 } }""", "s.json, defaults: loss is '-1'; allowed: a number from 0 to 0.99")]
    [InlineData("""[ {}, { "los": 0.1 } ]""", "s.json, run 2: los is not known; known are peers, topology, ")]
    [InlineData("""[ { "Loss": 0.1 } ]""", "s.json, run 1: Loss is not known")]
    [InlineData("""[ { "loss": 0.1, "loss": 0.2 } ]""", "s.json, run 1: loss is given twice")]
    [InlineData("""{ "loss": "0.1" }""", "s.json, run 1: loss is the text '0.1'; allowed: a number from 0 to 0.99")]
    [InlineData("""{ "loss": null }""", "s.json, run 1: loss is null; allowed: a number from 0 to 0.99")]
    [InlineData("""{ "loss": [0.1, 0.2] }""", "s.json, run 1: loss is a list; allowed: a number from 0 to 0.99")]
    [InlineData("""{ "peers": [] }""", "s.json, run 1: peers is an empty list; allowed: one or more of a whole number from 1 to 10000000")]
    [InlineData("""{ "peers": [10, 0] }""", "s.json, run 1: peers is '0'; allowed: a whole number from 1 to 10000000")]
    [InlineData("""{ "peers": 1.5 }""", "s.json, run 1: peers is '1.5'")]
    [InlineData("""{ "latency": 10 }""", "s.json, run 1: latency is 10; allowed: MIN..MAX")]
    [InlineData("""{ "dialCost": "true" }""", "s.json, run 1: dialCost is the text 'true'; allowed: true or false")]
    [InlineData("""{ "topology": "ring" }""", "s.json, run 1: topology is 'ring'; allowed: naive, kademlia, supernode, hybrid")]
    [InlineData("""[ {}, { "plan": "naive" } ]""", "s.json, run 2: plan naive needs the links of a full mesh")]
    [InlineData("""{ "atMost": 3 }""", "s.json, run 1: atMost is 3; allowed: an object with a number for each of some figures")]
    [InlineData("""{ "atMost": { "copies": 3 } }""", "s.json, run 1: atMost: copies is no figure; figures are broadcasts, deliveryRate, deliveredWithin1s, ")]
    [InlineData("""{ "atLeast": { "deliveryRate": "1" } }""", "s.json, run 1: deliveryRate is the text '1'; allowed: a number")]
    [InlineData("""{ "atLeast": { "deliveryRate": 1, "deliveryRate": 1 } }""", "s.json, run 1: deliveryRate is given twice")]
    [InlineData("""{ "case": 1 }""", "s.json, run 1: case is 1; allowed: a text")]
    [InlineData("""{ "noWorseThan": "quiet" }""", "s.json, run 1: noWorseThan is the text 'quiet'; allowed: an object with case, the name of another run, and share, 0 or more")]
    [InlineData("""{ "noWorseThan": { "case": "quiet", "share": -0.1 } }""", "s.json, run 1: noWorseThan is an object; allowed: ")]
    [InlineData("""{ "noWorseThan": { "case": "quiet", "by": 0.1 } }""", "s.json, run 1: noWorseThan: by is not known; known are case, share")]
    [InlineData("""[ {}, { "noWorseThan": { "case": "quiet", "share": 0.1 } } ]""", "s.json, run 2: noWorseThan: no run has the case 'quiet'")]
    [InlineData("""{ "plan": "\ud800" }""", "s.json: it holds a text that is not Unicode")]
    public void A_wrong_scenario_is_refused_in_one_line_that_says_where(string json, string said)
    {
        var refused = Assert.Throws<ScenarioException>(() => Scenario.Parse(json, "s.json").ToOptions());

        Assert.StartsWith(said, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("""{ "maxLinks": "none", "duration": "default", "plan": "default" }""")]
    [InlineData("""{ "maxLinks": 128, "duration": 5.5, "plan": "epidemic" }""")]
    public void What_can_be_left_to_its_default_says_so_by_a_text(string json) => Assert.Single(Scenario.Parse(json, "s.json").ToOptions());

    [Fact]
    public void Too_many_runs_are_refused()
    {
        var sizes = string.Join(',', Enumerable.Range(1, 101));
        var json = $$"""[ {{string.Join(',', Enumerable.Repeat($$"""{ "peers": [{{sizes}}] }""", 100))}} ]""";

        Assert.Contains("more than 10000 runs", Assert.Throws<ScenarioException>(() => Scenario.Parse(json, "s.json").ToOptions()).Message);
    }

    [Theory]
    [InlineData("no-such-file.json")]
    [InlineData("")]
    [InlineData("/")]
    public void What_cannot_be_read_is_refused_with_the_names_that_can(string path) =>
        Assert.Contains("seed-batch", Assert.Throws<ScenarioException>(() => Scenario.Load(path)).Message);

    [Fact]
    public void The_seeds_batch_is_built_in()
    {
        var options = Scenario.Load("seed-batch").ToOptions();

        Assert.Equal(
            [
                (100, Topology.Naive), (100, Topology.Kademlia), (100, Topology.Supernode),
                (1_000, Topology.Kademlia), (1_000, Topology.Supernode),
                (10_000, Topology.Kademlia), (10_000, Topology.Supernode),
            ],
            options.Select(one => (one.Peers, one.Topology)));
        Assert.All(options, one =>
        {
            Assert.Equal((256, 10.0, 50, 0.01), (one.Size, one.Rate, one.Broadcasts, one.Loss));
            Assert.Equal(LatencyOptions.Default, one.Latency);
            Assert.Null(one.Plan);
        });
    }

    [Fact]
    public void Every_built_in_scenario_can_be_run() =>
        Assert.All(BuiltInScenarios.Names, name => Assert.NotEmpty(Scenario.Load(name).ToOptions()));

    private static ScenarioRun Overrides(params (string Name, string Text)[] given) =>
        ScenarioRun.Parse(given.Select(one => KeyValuePair.Create(SimulationSettings.Find(one.Name)!, one.Text)));
}
