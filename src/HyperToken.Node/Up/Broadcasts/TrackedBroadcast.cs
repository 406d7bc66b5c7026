using System.Diagnostics;

namespace HyperToken.Node.Up.Broadcasts;

/// <summary>
/// Counts one broadcast, from many threads at once. Frames under way are known exactly: those a receipt causes are counted
/// before the receipt itself, so the count comes to zero only when nothing more can happen (Dijkstra and Scholten 1980). The
/// publisher counts as one frame under way until its call has returned.
/// </summary>
internal sealed class TrackedBroadcast
{
    private const int NotPublished = -1;
    private const long Never = -1;
    private readonly TaskCompletionSource _everywhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long[] _deliveredAt;
    private long _published;
    private long _received;
    private long _underWay = 1;
    private int _expected = NotPublished;
    private int _delivered;
    private int _killed;

    /// <param name="peers">Peers ever started; those that come later are not expected to receive it.</param>
    public TrackedBroadcast(int peers) => _deliveredAt = new long[peers];

    /// <summary>When the tracker first heard of it.</summary>
    public long CreatedAt { get; } = Stopwatch.GetTimestamp();

    public int Delivered => Volatile.Read(ref _delivered);

    /// <summary>Peers that should have it: those that lived when it was published, without those killed before they had it.</summary>
    public int Expected => Volatile.Read(ref _expected) - Volatile.Read(ref _killed);

    public long PayloadsReceived => Volatile.Read(ref _received);

    public bool IsQuiet => Volatile.Read(ref _underWay) <= 0;

    /// <summary>Ends when every peer expected to has it.</summary>
    public Task Everywhere => _everywhere.Task;

    /// <summary>Ends when no frame of it is under way any more.</summary>
    public Task Quiet => _quiet.Task;

    /// <summary>The publisher's call has returned.</summary>
    /// <param name="since">When it was made.</param>
    /// <param name="expected">How many peers should receive it.</param>
    public void Published(long since, int expected)
    {
        _published = since;
        Interlocked.Exchange(ref _expected, expected);
        CompleteIfEverywhere();
        OneLess();
    }

    /// <returns>Whether it is the first time for this peer.</returns>
    public bool DeliveredTo(int index)
    {
        // A peer whose actor was restarted forgets what it had, and may take a message twice.
        if (index >= _deliveredAt.Length || Interlocked.CompareExchange(ref _deliveredAt[index], Stopwatch.GetTimestamp(), 0) != 0)
            return false;

        Interlocked.Increment(ref _delivered);
        CompleteIfEverywhere();
        return true;
    }

    /// <summary>These peers have stopped since it was published.</summary>
    public void Killed(IEnumerable<int> indices)
    {
        foreach (var index in indices)
        {
            if (index < _deliveredAt.Length && Interlocked.CompareExchange(ref _deliveredAt[index], Never, 0) == 0)
                Interlocked.Increment(ref _killed);
        }

        CompleteIfEverywhere();
    }

    public void Sent() => Interlocked.Increment(ref _underWay);

    public void Received()
    {
        Interlocked.Increment(ref _received);
        OneLess();
    }

    public void Lost() => OneLess();

    /// <summary>Milliseconds from the publisher's call to each delivery, ascending.</summary>
    public double[] LatenciesMs()
    {
        var latencies = _deliveredAt.Where(at => at > 0).Select(at => Stopwatch.GetElapsedTime(_published, at).TotalMilliseconds).ToArray();
        Array.Sort(latencies);
        return latencies;
    }

    private void CompleteIfEverywhere()
    {
        if (Volatile.Read(ref _expected) != NotPublished && Delivered >= Expected)
            _everywhere.TrySetResult();
    }

    private void OneLess()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
            _quiet.TrySetResult();
    }
}
