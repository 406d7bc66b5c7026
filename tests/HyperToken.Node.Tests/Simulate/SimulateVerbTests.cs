using System.Text.Json;
using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;

namespace HyperToken.Node.Tests.Simulate;

public sealed class SimulateVerbTests
{
    public static TheoryData<string> OptionNames =>
        [.. SimulationSettings.All.Select(setting => setting.OptionName), "--scenario", "--plot", "--csv", "--json", "--search"];

    [Theory]
    [MemberData(nameof(OptionNames))]
    public async Task Help_teaches_every_option(string option)
    {
        var (exitCode, output, error, _) = await RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains($"\n  {option} ", output.Replace("\n", " \n").ReplaceLineEndings("\n"));
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("--peers N[,N…]                    How many peers; several make several runs [1 to 10000000; default: 1000]")]
    [InlineData("--loss P                          Share of the frames that get lost [0 to 0.99; default: 0]")]
    [InlineData("in ms after the first broadcast")]
    [InlineData("default: 10..100]")]
    [InlineData("Fault search:")]
    [InlineData("Scenario files:")]
    [InlineData("    seed-batch supernode-crash supernode-loss-1 ")]
    [InlineData("Exit code:")]
    [InlineData("Examples:")]
    public async Task Help_gives_ranges_units_defaults_and_examples(string taught)
    {
        var (_, output, _, _) = await RunAsync("--help");

        Assert.Contains(taught, output);
    }

    [Fact]
    public async Task Help_fits_a_terminal()
    {
        var (_, output, _, _) = await RunAsync("--help");

        Assert.All(output.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 120));
    }

    [Fact]
    public async Task Help_is_given_even_when_the_rest_is_wrong()
    {
        var (exitCode, output, error, runs) = await RunAsync("--peers", "0", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("--peers", output);
        Assert.Empty(error);
        Assert.Empty(runs);
    }

    [Fact]
    public async Task The_examples_of_the_help_can_be_run()
    {
        var (_, output, _, _) = await RunAsync("--help");
        using var folder = new TemporaryFolder();
        var examples = output.Split('\n').Where(line => line.StartsWith("  hypertoken simulate ", StringComparison.Ordinal) && !line.Contains("[options]")).ToList();

        Assert.True(examples.Count >= 9);
        foreach (var example in examples)
        {
            var arguments = example.Trim().Split("   ")[0].Replace("--plot plots", $"--plot {folder.Path}").Split(' ')[2..];
            var (exitCode, _, error, _) = await RunAsync(arguments);
            Assert.Equal((0, ""), (exitCode, PlotLinesRemoved(error)));
        }
    }

    [Fact]
    public async Task Options_say_what_is_run()
    {
        var (exitCode, _, error, runs) = await RunAsync(
            ("--peers 300 --plan epidemic --build warm --broadcasts 5 --rate 2.5 --size 64 --latency lognormal:40,0.5 --latency-model frame --loss 0.1 "
            + "--bandwidth 125000 --dial-cost --max-links 128 --crash 0.2 --crash-window 0..500 --holes 0.3 --partition 0.5@1000+60000,oneway "
            + "--churn 600,30,0.6 --slow 0.1@5 --settle 2 --lookups 100 --stale 0.5 --k 16 --alpha 5 --fan-out 8 --ttl 6 --seed 7 --threads 1 --duration 30").Split(' '));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            new SimulationOptions
            {
                Peers = 300,
                Plan = BroadcastPlan.Epidemic,
                Build = NetworkBuild.Warm,
                Broadcasts = 5,
                Rate = 2.5,
                Size = 64,
                Latency = new LogNormalLatency(TimeSpan.FromMilliseconds(40), 0.5),
                LatencyScope = LatencyScope.Frame,
                Loss = 0.1,
                Bandwidth = 125_000,
                DialCost = true,
                MaxLinks = 128,
                Crash = 0.2,
                CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromMilliseconds(500)),
                Holes = 0.3,
                Partition = new PartitionOptions(0.5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) { IsOneWay = true },
                Churn = new ChurnOptions(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30)) { Shape = 0.6 },
                SlowPeers = new SlowPeerOptions(0.1, 5),
                Settle = 2,
                Lookups = 100,
                Stale = 0.5,
                K = 16,
                Alpha = 5,
                FanOut = 8,
                TimeToLive = 6,
                Seed = 7,
                Threads = 1,
                Duration = TimeSpan.FromSeconds(30),
            },
            Assert.Single(runs));
    }

    [Fact]
    public async Task Without_options_the_defaults_are_run()
    {
        var (exitCode, output, _, runs) = await RunAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal(new SimulationOptions(), Assert.Single(runs));
        Assert.Matches("1000 +kademlia +60.0 +20.00 +100 +150 +200 +100.00 % +20.00", output);
        Assert.Contains("Beside what the seed expected:", output);
    }

    [Fact]
    public async Task Sizes_and_topologies_are_run_in_every_combination()
    {
        var (_, _, _, runs) = await RunAsync("--peers", "10,20", "--topology", "naive,kademlia");

        Assert.Equal(
            [(10, Topology.Naive), (10, Topology.Kademlia), (20, Topology.Naive), (20, Topology.Kademlia)],
            runs.Select(run => (run.Peers, run.Topology)));
    }

    [Fact]
    public async Task Json_is_all_there_is_on_stdout()
    {
        var (exitCode, output, error, _) = await RunAsync("--peers", "10,20", "--json");

        Assert.Equal((0, ""), (exitCode, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal([10, 20], json.RootElement.EnumerateArray().Select(run => run.GetProperty("peers").GetInt32()));
    }

    [Fact]
    public async Task Csv_is_all_there_is_on_stdout()
    {
        var (exitCode, output, error, _) = await RunAsync("--peers", "10,20", "--csv");

        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("case,topology,plan,build,peers,", lines[0]);
        Assert.StartsWith(",kademlia,tree,protocol,20,", lines[2]);
    }

    [Fact]
    public async Task The_seeds_batch_is_run_by_its_name_and_options_win_over_it()
    {
        var (exitCode, output, error, runs) = await RunAsync("--scenario", "seed-batch", "--seed", "5", "--loss", "0");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(7, runs.Count);
        Assert.All(runs, run => Assert.Equal((5UL, 0.0, 50), (run.Seed, run.Loss, run.Broadcasts)));
        Assert.StartsWith("seed-batch: ", output);
    }

    [Fact]
    public async Task A_flag_of_a_scenario_can_be_switched_off()
    {
        using var file = new TemporaryFile("""{ "dialCost": true, "maxLinks": 64 }""");

        var (_, _, _, runs) = await RunAsync("--scenario", file.Path, "--dial-cost", "false", "--max-links", "none");

        Assert.Equal((false, (int?)null), (runs[0].DialCost, runs[0].MaxLinks));
    }

    [Fact]
    public async Task Plots_are_written_and_named()
    {
        using var folder = new TemporaryFolder();
        var plots = Path.Combine(folder.Path, "a", "plots");

        var (exitCode, _, error, _) = await RunAsync("--peers", "10,20", "--plot", plots);

        Assert.Equal(0, exitCode);
        Assert.Equal(["connections.svg", "delivery.svg", "latency.svg", "messages.svg"], folder.Files);
        Assert.Contains($"plot: {Path.Combine(plots, "delivery.svg")}", error);
    }

    private static string PlotLinesRemoved(string error) =>
        string.Concat(error.Split('\n').Where(line => !line.StartsWith("plot: ", StringComparison.Ordinal)));

    private static async Task<(int ExitCode, string Output, string Error, IReadOnlyList<SimulationOptions> Runs)> RunAsync(params string[] arguments)
    {
        var simulator = new FakeSimulator();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await HyperTokenCommandLine.RunAsync(["simulate", .. arguments], output, error, simulator.Run, new FakeSearch().Run);
        return (exitCode, output.ToString(), error.ToString(), simulator.Runs);
    }
}
