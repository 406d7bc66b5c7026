namespace Akka.Actor;

/// <summary>Something that can be called off, once.</summary>
public interface ICancelable
{
    /// <summary>Calls it off now; again has no effect.</summary>
    void Cancel();
    /// <summary>True once called off.</summary>
    bool IsCancellationRequested { get; }
    /// <summary>Signals the cancellation.</summary>
    CancellationToken Token { get; }
    /// <summary>Calls it off later.</summary>
    void CancelAfter(TimeSpan delay);
    /// <summary>Calls it off after so many milliseconds.</summary>
    void CancelAfter(int millisecondsDelay);
    /// <summary>Calls it off now and says whether callbacks that throw stop the others.</summary>
    void Cancel(bool throwOnFirstException);
}

/// <summary>The usual <see cref="ICancelable"/>.</summary>
public class Cancelable : ICancelable, IDisposable
{
    private readonly IActionScheduler _scheduler;
    private readonly CancellationTokenSource _source = new();

    /// <summary>Not cancelled until told so.</summary>
    public Cancelable(IActionScheduler scheduler) => _scheduler = scheduler;
    /// <summary>Not cancelled until told so.</summary>
    public Cancelable(IScheduler scheduler) : this(scheduler.Advanced) { }
    /// <summary>Cancelled after <paramref name="delay"/>.</summary>
    public Cancelable(IScheduler scheduler, TimeSpan delay) : this(scheduler.Advanced) => CancelAfter(delay);
    /// <inheritdoc/>
    public bool IsCancellationRequested => _source.IsCancellationRequested;
    /// <inheritdoc/>
    public CancellationToken Token => _source.Token;
    /// <inheritdoc/>
    public void Cancel() => Cancel(false);
    /// <inheritdoc/>
    public void Cancel(bool throwOnFirstException) => _source.Cancel(throwOnFirstException);

    /// <inheritdoc/>
    public void CancelAfter(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (!IsCancellationRequested) _scheduler.ScheduleOnce(delay, Cancel, this);
    }

    /// <inheritdoc/>
    public void CancelAfter(int millisecondsDelay) => CancelAfter(TimeSpan.FromMilliseconds(millisecondsDelay));

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }
}
