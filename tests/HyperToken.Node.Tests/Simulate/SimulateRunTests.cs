using System.Text.Json;
using HyperToken.Node.Simulate;
using HyperToken.Node.Simulate.Progress;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Scenarios;

namespace HyperToken.Node.Tests.Simulate;

public sealed class SimulateRunTests : IDisposable
{
    private static readonly SimulationOptions[] Sizes = [new() { Peers = 10 }, new() { Peers = 20 }, new() { Peers = 30 }];

    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void A_stopped_run_prints_the_rows_that_are_done_and_the_unfinished_one_marked()
    {
        Assert.Equal(130, Run(OutputFormat.Tables, stopAt: 20));

        Assert.Matches(@"\n +10 +kademlia ", Output);
        Assert.Matches(@"\n +\*20 +kademlia ", Output);
        Assert.DoesNotMatch(@"\n +\*?30 +kademlia ", Output);
        Assert.Contains("* stopped before its end", Output);
        Assert.Equal("hypertoken: stopped; 1 of 3 runs were made to their end.", Error.Trim());
    }

    [Fact]
    public void Stopped_json_is_whole_json_with_the_unfinished_run_marked()
    {
        Assert.Equal(130, Run(OutputFormat.Json, stopAt: 20));

        using var json = JsonDocument.Parse(Output);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.False(json.RootElement[0].TryGetProperty("partial", out _));
        Assert.True(json.RootElement[1].GetProperty("partial").GetBoolean());
    }

    [Fact]
    public void Stopped_before_the_first_run_there_is_nothing_to_print()
    {
        _stop.Cancel();

        Assert.Equal(130, Run(OutputFormat.Json));
        Assert.Equal("[]\n", Output);
    }

    [Fact]
    public void Stopped_in_the_last_moment_of_the_last_run_nothing_is_missing()
    {
        var simulator = new FakeSimulator();
        var settings = new SimulateSettings { Runs = [new(new(), null, Expectations.None)], Format = OutputFormat.Json };

        var exitCode = new SimulateRun(
            settings,
            (options, progress, _) =>
            {
                _stop.Cancel();
                return simulator.Run(options, progress, CancellationToken.None);
            },
            new ProgressTicker(_error),
            _output,
            _error).Run(_stop.Token);

        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void Plots_of_a_stopped_batch_show_what_is_done()
    {
        using var folder = new TemporaryFolder();

        Run(OutputFormat.Tables, stopAt: 20, new PlotFolder(folder.Path));

        Assert.Equal(4, folder.Files.Length);
        Assert.DoesNotContain("20 peers", File.ReadAllText(Path.Combine(folder.Path, "latency.svg")));
    }

    [Fact]
    public void A_plot_that_cannot_be_written_leaves_nothing_half_written_and_costs_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "delivery.svg"));

        Assert.Equal(1, Run(OutputFormat.Csv, plots: new PlotFolder(folder.Path)));

        Assert.Equal(4, Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("hypertoken: plots cannot be written", Error);
        Assert.All(folder.Files, file => Assert.EndsWith(".svg", file));
    }

    [Fact]
    public void A_plot_takes_the_place_of_an_older_one()
    {
        using var folder = new TemporaryFolder();
        var older = Path.Combine(folder.Path, "delivery.svg");
        File.WriteAllText(older, "older");

        Run(OutputFormat.Json, plots: new PlotFolder(folder.Path));

        Assert.Contains("</svg>", File.ReadAllText(older));
    }

    [Fact]
    public void Results_name_the_case_of_their_run()
    {
        var settings = new SimulateSettings { Runs = [new(new(), "1 % loss", Expectations.None), new(new(), null, Expectations.None)], Format = OutputFormat.Json };
        new SimulateRun(settings, new FakeSimulator().Run, new ProgressTicker(_error), _output, _error).Run(CancellationToken.None);

        using var json = JsonDocument.Parse(Output);
        Assert.Equal("1 % loss", json.RootElement[0].GetProperty("case").GetString());
        Assert.False(json.RootElement[1].TryGetProperty("case", out _));
    }

    [Fact]
    public void A_scenario_whose_limits_are_kept_says_so()
    {
        Assert.Equal(0, Run(OutputFormat.Json, expected: Expect(atMost: 20)));
        Assert.EndsWith("limits: 3 checked, all kept\n", Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_broken_limit_is_printed_and_costs_exit_code_1()
    {
        Assert.Equal(1, Run(OutputFormat.Csv, expected: Expect(atMost: 19.5)));
        Assert.Contains("broken: run 2 (20 peers kademlia, tree, build protocol, seed 1): copiesPerPeer is 20, at most 19.5 allowed", Error);
        Assert.EndsWith("limits: 3 checked, 3 broken\n", Error.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("broken", Output);
    }

    [Fact]
    public void A_run_that_was_stopped_breaks_no_limit()
    {
        Assert.Equal(130, Run(OutputFormat.Json, stopAt: 10, expected: Expect(atMost: 19.5)));
        Assert.DoesNotContain("broken:", Error);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private string Output => _output.ToString();

    private string Error => _error.ToString();

    private static Expectations Expect(double atMost) => Scenario
        .Parse(FormattableString.Invariant($"{{ \"atMost\": {{ \"copiesPerPeer\": {atMost} }} }}"), "s.json")
        .ToRuns()[0].Expected;

    private int Run(OutputFormat format, int stopAt = 0, PlotFolder? plots = null, Expectations? expected = null)
    {
        var simulator = new FakeSimulator
        {
            During = (options, _) =>
            {
                if (options.Peers == stopAt)
                    _stop.Cancel();
            },
        };
        var settings = new SimulateSettings { Runs = [.. Sizes.Select(size => new PlannedRun(size, null, expected ?? Expectations.None))], Format = format, Plots = plots };
        return new SimulateRun(settings, simulator.Run, new ProgressTicker(_error), _output, _error).Run(_stop.Token);
    }
}
