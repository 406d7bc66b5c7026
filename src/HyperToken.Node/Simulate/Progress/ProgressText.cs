using System.Globalization;
using System.Text;
using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>Puts into words how far the runs are. It remembers when a phase began, to tell how long it will take.</summary>
internal sealed class ProgressText
{
    /// <summary>Of less, nothing can be told.</summary>
    private const double LeastShare = 0.01;

    private (int Run, SimulationPhase Phase) _phase;
    private TimeSpan _since;

    public string Of(SimulationBatchProgress batch)
    {
        var (run, runs, options, progress) = batch;
        if (_phase != (run, progress.Phase))
        {
            _phase = (run, progress.Phase);
            _since = progress.Elapsed;
        }

        var text = new StringBuilder();
        if (runs > 1)
            text.Append(CultureInfo.InvariantCulture, $"run {run} of {runs}, ");

        var topology = options.Topology.ToString().ToLowerInvariant();
        text.Append(CultureInfo.InvariantCulture, $"{options.Peers} peers {topology}: {Name(progress.Phase)}");
        if (progress.Done is { } done)
            text.Append(CultureInfo.InvariantCulture, $" {Math.Floor(done * 100):0} %");

        text.Append(CultureInfo.InvariantCulture, $", {progress.Events / 1e6:0.0} M events, {progress.EventsPerSecond / 1e6:0.00} M/s");
        if (progress.Done is { } share and >= LeastShare and < 1)
            text.Append(CultureInfo.InvariantCulture, $", {(progress.Elapsed - _since).TotalSeconds * (1 - share) / share:0} s left");

        return text.ToString();
    }

    private static string Name(SimulationPhase phase) => phase switch
    {
        SimulationPhase.Building => "building",
        SimulationPhase.Settling => "maintenance",
        SimulationPhase.LookingUp => "lookups",
        _ => "broadcasts",
    };
}
