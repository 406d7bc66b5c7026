namespace Akka.Actor;

/// <summary>A timer's message in the mailbox; it counts only if its own timer still stands behind it.</summary>
internal sealed class TimerMessage(object key, object message, bool repeats) : IWrappedMessage
{
    internal WheelEntry? Entry;

    public object Message { get; } = message;
    internal object Key { get; } = key;
    internal bool Repeats { get; } = repeats;
}

/// <summary>The timers of one incarnation of an actor.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private Dictionary<object, TimerMessage>? _timers;

    public IReadOnlyCollection<object> ActiveTimers => _timers is null ? [] : _timers.Keys;
    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval);
    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval);
    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null);
    public bool IsTimerActive(object key) => _timers?.ContainsKey(key) is true;

    public void Cancel(object key)
    {
        if (_timers?.Remove(key, out var timer) is true) timer.Entry!.Cancel();
    }

    public void CancelAll()
    {
        if (_timers is null) return;
        foreach (var timer in _timers.Values) timer.Entry!.Cancel();
        _timers = null;
    }

    /// <summary>False for the message of a timer that was replaced, cancelled or belongs to an earlier incarnation.</summary>
    internal bool Accepts(TimerMessage timer)
    {
        if (_timers is null || !_timers.TryGetValue(timer.Key, out var current) || !ReferenceEquals(current, timer)) return false;
        if (!timer.Repeats) _timers.Remove(timer.Key);
        return true;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval)
    {
        Cancel(key);
        var timer = new TimerMessage(key, msg, interval is not null);
        timer.Entry = cell.System.Wheel.Tell(delay, interval, cell, timer, null, null);
        (_timers ??= [])[key] = timer;
    }
}
