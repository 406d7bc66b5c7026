using HyperToken.Node.Simulate.Progress;
using HyperToken.Simulation;
using HyperToken.Simulation.Options;

namespace HyperToken.Node.Tests.Simulate;

public sealed class ProgressTests
{
    [Fact]
    public void A_line_tells_phase_share_events_rate_and_time_left()
    {
        var text = new ProgressText();

        Assert.Equal("run 2 of 3, 1000 peers kademlia: building, 0.1 M events, 0.05 M/s", text.Of(At(2, SimulationPhase.Building, null, 2)));
        Assert.Equal("run 2 of 3, 1000 peers kademlia: broadcasts 0 %, 0.2 M events, 0.05 M/s", text.Of(At(2, SimulationPhase.Broadcasting, 0, 4)));
        Assert.Equal(
            "run 2 of 3, 1000 peers kademlia: broadcasts 25 %, 0.5 M events, 0.05 M/s, 18 s left",
            text.Of(At(2, SimulationPhase.Broadcasting, 0.25, 10)));
    }

    [Fact]
    public void The_time_left_of_a_phase_is_not_told_before_it_can_be()
    {
        var text = new ProgressText();

        Assert.DoesNotContain("left", text.Of(At(1, SimulationPhase.Broadcasting, 0.5, 4)));
        Assert.DoesNotContain("left", text.Of(At(1, SimulationPhase.Broadcasting, 0.6, 4.5)));
        Assert.EndsWith(", 3 s left", text.Of(At(1, SimulationPhase.Broadcasting, 0.75, 7)));
    }

    [Fact]
    public void A_single_run_has_no_number()
    {
        var only = At(1, SimulationPhase.LookingUp, 1, 3) with { Runs = 1 };

        Assert.Equal("1000 peers kademlia: lookups 100 %, 0.2 M events, 0.05 M/s", new ProgressText().Of(only));
    }

    [Fact]
    public void In_a_pipe_there_is_a_line_every_five_seconds_of_a_run()
    {
        using var error = new StringWriter();
        var ticker = new ProgressTicker(error);

        foreach (var (run, seconds) in ((int, double)[])[(1, 0.5), (1, 4.9), (1, 5), (1, 9.9), (1, 10.1), (2, 4), (2, 6)])
            ticker.Report(At(run, SimulationPhase.Building, null, seconds));

        ticker.End();
        Assert.Equal(["run 1", "run 1", "run 2"], Lines(error).Select(line => line[..5]));
    }

    [Fact]
    public void On_a_terminal_one_line_is_written_over_and_erased_at_the_end()
    {
        using var terminal = new StringWriter();
        var line = new ProgressLine(terminal, () => 30);

        line.Report(At(1, SimulationPhase.Building, null, 1));
        line.Report(At(1, SimulationPhase.Building, null, 2));
        line.End();

        var written = terminal.ToString();
        Assert.DoesNotContain('\n', written);
        Assert.Equal(["", "run 1 of 3, 1000 peers kademl\u001b[K", "run 1 of 3, 1000 peers kademl\u001b[K", "\u001b[K"], written.Split('\r'));
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static SimulationBatchProgress At(int run, SimulationPhase phase, double? done, double seconds) => new(
        run, 3, new SimulationOptions(), new SimulationProgress(phase, done, (long)(seconds * 50_000), 50_000, TimeSpan.FromSeconds(seconds)));
}
