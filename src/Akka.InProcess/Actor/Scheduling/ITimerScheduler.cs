namespace Akka.Actor;

/// <summary>An actor with timers of its own; the engine sets <see cref="Timers"/> before the constructor's body runs.</summary>
public interface IWithTimers
{
    /// <summary>The timers.</summary>
    ITimerScheduler Timers { get; set; }
}

/// <summary>
/// Timers by key. A timer that is replaced or cancelled delivers nothing any more, even if its message is in the mailbox already.
/// All are cancelled on restart and stop.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>Delivers <paramref name="msg"/> every <paramref name="interval"/>, at first after one interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);
    /// <summary>Delivers <paramref name="msg"/> after <paramref name="initialDelay"/> and then every <paramref name="interval"/>.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);
    /// <summary>Delivers <paramref name="msg"/> once.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);
    /// <summary>True until a single timer was delivered or any was cancelled.</summary>
    bool IsTimerActive(object key);
    /// <summary>The keys of the active timers.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }
    /// <summary>Cancels one timer, if there is one.</summary>
    void Cancel(object key);
    /// <summary>Cancels all timers.</summary>
    void CancelAll();
}
