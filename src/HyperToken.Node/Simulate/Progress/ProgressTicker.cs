using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>A line every five seconds of a run or a search, for pipes and files.</summary>
internal sealed class ProgressTicker(TextWriter error) : IRunProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly ProgressText _text = new();
    private int _run;
    private TimeSpan _next = Interval;

    public void Report(SimulationBatchProgress value)
    {
        if (_run != value.Run)
        {
            _run = value.Run;
            _next = Interval;
        }

        Show(_text.Of(value), value.Progress.Elapsed);
    }

    public void Report(SearchProgress value) => Show(value.ToString(), value.Elapsed);

    public void End()
    {
    }

    private void Show(string line, TimeSpan elapsed)
    {
        if (elapsed < _next)
            return;

        _next = elapsed + Interval;
        error.WriteLine(line);
    }
}
