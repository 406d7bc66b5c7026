namespace HyperToken.Benchmarks.Engines;

/// <summary>Ends a task once something has happened so many times, wherever it happens.</summary>
public sealed class Countdown(int count)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    /// <summary>Ends with the last signal.</summary>
    public Task Reached => _reached.Task;

    /// <summary>It happened once more.</summary>
    public void Signal()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _reached.TrySetResult();
    }
}
