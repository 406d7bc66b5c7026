using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>A line every five seconds of a run, for pipes and files.</summary>
internal sealed class ProgressTicker(TextWriter error) : IRunProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly ProgressText _text = new();
    private int _run;
    private TimeSpan _next;

    public void Report(SimulationBatchProgress value)
    {
        if (_run != value.Run)
        {
            _run = value.Run;
            _next = Interval;
        }

        var line = _text.Of(value);
        if (value.Progress.Elapsed < _next)
            return;

        _next = value.Progress.Elapsed + Interval;
        error.WriteLine(line);
    }

    public void End()
    {
    }
}
