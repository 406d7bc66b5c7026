using System.Text.Json;
using HyperToken.Node.Simulate.Progress;
using HyperToken.Node.Simulate.Search;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Search;

namespace HyperToken.Node.Tests.Simulate;

public sealed class SearchTests
{
    [Fact]
    public async Task Seeds_are_run_from_the_first_so_many_at_a_time()
    {
        var search = new FakeSearch();

        var (exitCode, output, error) = await RunAsync(search, "--search 20 --seed 7 --threads 3");

        Assert.Equal((0, "20 seeds, 0 findings\n", ""), (exitCode, output, error));
        Assert.Equal((3, 20, 7UL), search.Asked);
    }

    [Fact]
    public async Task Without_a_seed_it_begins_with_1_and_keeps_all_cores_busy()
    {
        var search = new FakeSearch();

        await RunAsync(search, "--search 2");

        Assert.Equal((new SimulationOptions().Threads, 2, 1UL), search.Asked);
    }

    [Fact]
    public async Task Each_finding_is_a_line_with_its_command_and_costs_exit_code_1()
    {
        var (exitCode, output, _) = await RunAsync(new FakeSearch(3, 5), "--search 5");

        Assert.Equal(1, exitCode);
        var lines = Lines(output);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("seed 3: nothing is delivered twice: 3 deliveries (", lines[0]);
        Assert.EndsWith("hypertoken simulate --search 1 --seed 3", lines[0]);
        Assert.EndsWith("hypertoken simulate --search 1 --seed 5", lines[1]);
        Assert.Equal("5 seeds, 2 findings", lines[2]);
    }

    [Fact]
    public async Task Json_is_one_object_with_the_findings()
    {
        var (exitCode, output, error) = await RunAsync(new FakeSearch(9), "--search 3 --seed 8 --json");

        Assert.Equal((1, ""), (exitCode, error));
        using var json = JsonDocument.Parse(Assert.Single(Lines(output)));
        Assert.Equal(["seeds", "firstSeed", "findings"], Names(json.RootElement));
        Assert.Equal((3, 8UL), (json.RootElement.GetProperty("seeds").GetInt32(), json.RootElement.GetProperty("firstSeed").GetUInt64()));
        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal(["seed", "invariant", "figures", "scenario", "command"], Names(finding));
        Assert.Equal(
            ["9", "nothing is delivered twice", "3 deliveries", FaultSearch.Describe(FaultSearch.ScenarioOf(9)), "hypertoken simulate --search 1 --seed 9"],
            finding.EnumerateObject().Select(field => field.Value.ToString()));
    }

    [Fact]
    public async Task Json_without_findings_has_an_empty_list()
    {
        var (exitCode, output, _) = await RunAsync(new FakeSearch(), "--search 3 --json");

        Assert.Equal((0, """{"seeds":3,"firstSeed":1,"findings":[]}""" + "\n"), (exitCode, output));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4711)]
    [InlineData(4712)]
    public async Task A_single_seed_tells_its_scenario_and_the_options_that_run_it(ulong seed)
    {
        var (exitCode, output, _) = await RunAsync(new FakeSearch(seed), $"--search 1 --seed {seed}");

        Assert.Equal(1, exitCode);
        var lines = Lines(output);
        Assert.Equal(4, lines.Length);
        Assert.Equal($"seed {seed}: {FaultSearch.Describe(FaultSearch.ScenarioOf(seed))}", lines[0]);
        Assert.Equal("1 seed, 1 finding", lines[3]);

        var simulator = new FakeSimulator();
        using var nowhere = new StringWriter();
        var command = lines[1].Split("hypertoken ")[1];
        Assert.Equal(0, await HyperTokenCommandLine.RunAsync([.. command.Split(' '), "--threads", "1"], nowhere, nowhere, simulator.Run));
        Assert.Equal(FaultSearch.ScenarioOf(seed), Assert.Single(simulator.Runs));
    }

    [Theory]
    [InlineData("--search 0", "--search is '0'; allowed: a whole number from 1 to 1000000")]
    [InlineData("--search 1000001", "--search is '1000001'")]
    [InlineData("--search many", "--search is 'many'")]
    [InlineData("--search", "--search")]
    [InlineData("--search 2 --seed -1", "--seed is '-1'")]
    [InlineData("--search 2 --seed 1,2", "--search runs seed after seed from --seed on; give one --seed")]
    [InlineData("--search 2 --threads 0", "--threads is '0'")]
    [InlineData("--search 2 --peers 100", "so --peers does not go with it; --seed, --threads and --json do")]
    [InlineData("--search 2 --seed 1 --dial-cost", "so --dial-cost does not go with it")]
    [InlineData("--search 2 --scenario seed-batch", "so --scenario does not go with it")]
    [InlineData("--search 2 --csv", "so --csv does not go with it")]
    [InlineData("--search 2 --json --plot plots", "so --plot does not go with it")]
    public async Task What_does_not_go_with_a_search_costs_exit_code_2_and_one_line(string arguments, string said)
    {
        var search = new FakeSearch();

        var (exitCode, output, error) = await RunAsync(search, arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(said, Assert.Single(Lines(error)));
        Assert.Null(search.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stopped_search_prints_what_it_found(bool json)
    {
        using var stop = new CancellationTokenSource();
        var search = new FakeSearch(2)
        {
            After = seed =>
            {
                if (seed == 3)
                    stop.Cancel();
            },
        };

        var (exitCode, output, error) = Run(search, new SearchSettings { Seeds = 10, FirstSeed = 1, Threads = 1, Json = json }, stop.Token);

        Assert.Equal(130, exitCode);
        Assert.Contains("nothing is delivered twice", output);
        Assert.Contains(json ? "\"seeds\":3," : "\n3 seeds, 1 finding\n", output);
        Assert.Equal("hypertoken: stopped; 3 of 10 seeds were run.\n", error);
    }

    [Fact]
    public void Stopped_in_the_last_moment_of_the_last_seed_nothing_is_missing()
    {
        using var stop = new CancellationTokenSource();
        var search = new FakeSearch { After = _ => stop.Cancel() };

        var (exitCode, _, error) = Run(search, new SearchSettings { Seeds = 1, FirstSeed = 1, Threads = 1, Json = true }, stop.Token);

        Assert.Equal((0, ""), (exitCode, error));
    }

    [Fact]
    public void Progress_tells_seeds_findings_rate_and_time_left()
    {
        using var error = new StringWriter();
        var ticker = new ProgressTicker(error);

        ticker.Report(new SearchProgress(4, 20, 0, TimeSpan.FromSeconds(4)));
        ticker.Report(new SearchProgress(10, 20, 1, TimeSpan.FromSeconds(5)));
        ticker.Report(new SearchProgress(19, 20, 1, TimeSpan.FromSeconds(9.5)));
        ticker.Report(new SearchProgress(20, 20, 1, TimeSpan.FromSeconds(10)));

        Assert.Equal(
            [
                "fault search: 10 of 20 seeds, findings: 1, 2.0 seeds/s, 5 s left",
                "fault search: 20 of 20 seeds, findings: 1, 2.0 seeds/s",
            ],
            Lines(error.ToString()));
    }

    [Fact]
    public async Task The_search_itself_is_run_unless_replaced()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await HyperTokenCommandLine.RunAsync(["simulate", "--search", "1", "--seed", "2", "--json"], output, error);

        Assert.Equal((0, """{"seeds":1,"firstSeed":2,"findings":[]}""" + "\n"), (exitCode, output.ToString()));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Names(JsonElement item) => item.EnumerateObject().Select(field => field.Name);

    private static (int ExitCode, string Output, string Error) Run(FakeSearch search, SearchSettings settings, CancellationToken stop)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = new SearchRun(settings, search.Run, new ProgressTicker(error), output, error).Run(stop);
        return (exitCode, output.ToString(), error.ToString());
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(FakeSearch search, string arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await HyperTokenCommandLine.RunAsync(
            ["simulate", .. arguments.Split(' ')], output, error, new FakeSimulator().Run, search.Run);
        return (exitCode, output.ToString(), error.ToString());
    }
}
