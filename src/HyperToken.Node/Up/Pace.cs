using System.Diagnostics;

namespace HyperToken.Node.Up;

/// <summary>Lets so many through a second, evenly; who comes late does not wait.</summary>
internal sealed class Pace(double perSecond)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _passed;

    /// <summary>Waits until it is the next one's turn.</summary>
    public async ValueTask NextAsync(CancellationToken stop)
    {
        var wait = TimeSpan.FromSeconds(_passed++ / perSecond) - Stopwatch.GetElapsedTime(_start);
        if (wait >= ShortestWait)
            await Task.Delay(wait, stop);
        else
            stop.ThrowIfCancellationRequested();
    }
}
