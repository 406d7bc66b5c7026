namespace Akka.Actor;

/// <summary>Sends messages later. Never early; late by up to a tick of 10 ms plus the pool's delay. Stops with its system.</summary>
public interface ITellScheduler
{
    /// <summary>Sends once after <paramref name="delay"/>.</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);
    /// <summary>Sends once after <paramref name="delay"/>, unless cancelled.</summary>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);
    /// <summary>Sends after <paramref name="initialDelay"/> and then every <paramref name="interval"/>.</summary>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);
    /// <summary>Sends after <paramref name="initialDelay"/> and then every <paramref name="interval"/> until cancelled.</summary>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);
}

/// <summary>Runs code later, on a pool thread and outside of any actor: it must not touch an actor's state.</summary>
public interface IActionScheduler
{
    /// <summary>Runs once after <paramref name="delay"/>, unless cancelled.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);
    /// <summary>Runs once after <paramref name="delay"/>.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);
}

/// <summary>What only those who know its dangers should use.</summary>
public interface IAdvancedScheduler : IActionScheduler;

/// <summary>A system's scheduler.</summary>
public interface IScheduler : ITellScheduler
{
    /// <summary>The wall clock.</summary>
    DateTimeOffset Now { get; }
    /// <summary>Time since some start; never goes back.</summary>
    TimeSpan MonotonicClock { get; }
    /// <summary>As <see cref="MonotonicClock"/>, at the clock's best resolution.</summary>
    TimeSpan HighResMonotonicClock { get; }
    /// <summary>Scheduling of code.</summary>
    IAdvancedScheduler Advanced { get; }
}

/// <summary>Scheduling that hands back the means to cancel it.</summary>
public static class SchedulerExtensions
{
    /// <inheritdoc cref="ITellScheduler.ScheduleTellOnce(TimeSpan, ICanTell, object, IActorRef)"/>
    public static ICancelable ScheduleTellOnceCancelable(this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable(scheduler.Advanced);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <inheritdoc cref="ITellScheduler.ScheduleTellRepeatedly(TimeSpan, TimeSpan, ICanTell, object, IActorRef)"/>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable(scheduler.Advanced);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <inheritdoc cref="IActionScheduler.ScheduleOnce(TimeSpan, Action)"/>
    public static ICancelable ScheduleOnceCancelable(this IActionScheduler scheduler, TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }
}
