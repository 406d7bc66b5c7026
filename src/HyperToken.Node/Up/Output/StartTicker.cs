namespace HyperToken.Node.Up.Output;

/// <summary>Says every two seconds how far a start of peers has come, on standard error, which nobody parses.</summary>
internal sealed class StartTicker : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly TextWriter _error;
    private readonly StartProgress _progress;
    private readonly Timer _timer;

    public StartTicker(StartProgress progress, TextWriter error)
    {
        _progress = progress;
        _error = error;
        _timer = new Timer(_ => Say(), null, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Say()
    {
        if (_progress.Joined < _progress.Peers)
            _error.WriteLine($"joining: {_progress.Joined} of {_progress.Peers} peers, {_progress.Elapsed.TotalSeconds:0} s");
    }
}
