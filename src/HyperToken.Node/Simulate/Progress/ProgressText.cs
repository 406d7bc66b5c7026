using System.Globalization;
using System.Text;
using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>Puts into words how far the runs are. It remembers when a phase began, to tell how long it will take.</summary>
internal sealed class ProgressText
{
    /// <summary>Before that nothing can be told.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    private (int Run, SimulationPhase Phase) _phase;
    private (TimeSpan Elapsed, double Done) _start;

    public string Of(SimulationBatchProgress batch)
    {
        var (run, runs, options, progress) = batch;
        if (_phase != (run, progress.Phase))
        {
            _phase = (run, progress.Phase);
            _start = (progress.Elapsed, progress.Done ?? 0);
        }

        var text = new StringBuilder();
        if (runs > 1)
            text.Append(CultureInfo.InvariantCulture, $"run {run} of {runs}, ");

        var topology = options.Topology.ToString().ToLowerInvariant();
        text.Append(CultureInfo.InvariantCulture, $"{options.Peers} peers {topology}: {Name(progress.Phase)}");
        if (progress.Done is { } done)
            text.Append(CultureInfo.InvariantCulture, $" {Math.Floor(done * 100):0} %");

        text.Append(CultureInfo.InvariantCulture, $", {progress.Events / 1e6:0.0} M events, {progress.EventsPerSecond / 1e6:0.00} M/s");
        if (TimeLeft(progress) is { } left)
            text.Append(CultureInfo.InvariantCulture, $", {left.TotalSeconds:0} s left");

        return text.ToString();
    }

    /// <summary>As long as what has been done of the phase took, in proportion.</summary>
    private TimeSpan? TimeLeft(SimulationProgress progress)
    {
        var took = progress.Elapsed - _start.Elapsed;
        return progress.Done is { } done && done < 1 && done > _start.Done && took >= LeastTime
            ? took * ((1 - done) / (done - _start.Done))
            : null;
    }

    private static string Name(SimulationPhase phase) => phase switch
    {
        SimulationPhase.Building => "building",
        SimulationPhase.Settling => "maintenance",
        SimulationPhase.LookingUp => "lookups",
        _ => "broadcasts",
    };
}
