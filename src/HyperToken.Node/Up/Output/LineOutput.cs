using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Output;

/// <summary>An output that writes whole lines, for pipes and files: nothing in it moves a cursor.</summary>
internal abstract class LineOutput(TextWriter output, TextWriter error) : IUpOutput
{
    private readonly Lock _lock = new();
    private StartTicker? _ticker;

    public void Starting(StartProgress progress) => Replace(new StartTicker(progress, error));

    public void Running(Func<int> livePeers, BroadcastTotals totals) => Replace(null);

    public void Report(UpEvent happened)
    {
        Replace(null);
        lock (_lock)
        {
            foreach (var line in LinesOf(happened))
                output.WriteLine(line);

            output.Flush();
        }
    }

    public ValueTask DisposeAsync()
    {
        Replace(null);
        return ValueTask.CompletedTask;
    }

    protected abstract IEnumerable<string> LinesOf(UpEvent happened);

    private void Replace(StartTicker? ticker) => Interlocked.Exchange(ref _ticker, ticker)?.Dispose();
}
