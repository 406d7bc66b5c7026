using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>
/// A system's one scheduler: a hashed wheel of 512 buckets of 10 ms each, turned by one timer of the runtime, which rests while
/// nothing is scheduled. Scheduling is lock-free: entries go onto a stack, and the turning thread alone sorts them in.
/// </summary>
internal sealed class WheelScheduler : IScheduler, IAdvancedScheduler, IDisposable
{
    private const int Buckets = 512;
    private static readonly long TicksPerTick = TimeSpan.FromMilliseconds(10).Ticks;
    private readonly WheelEntry?[] _wheel = new WheelEntry?[Buckets];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Timer _timer;
    private readonly Action<Exception> _onActionFailed;
    private WheelEntry? _added;
    private long _lastTick;
    private int _count;
    private int _running;
    private int _turning;
    private volatile bool _stopped;

    internal WheelScheduler(Action<Exception> onActionFailed)
    {
        _onActionFailed = onActionFailed;
        using (ExecutionContext.SuppressFlow())
            _timer = new Timer(static wheel => ((WheelScheduler)wheel!).Turn(), this, Timeout.Infinite, Timeout.Infinite);
    }

    public DateTimeOffset Now => DateTimeOffset.UtcNow;
    public TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_start);
    public IAdvancedScheduler Advanced => this;
    private long CurrentTick => MonotonicClock.Ticks / TicksPerTick;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        Tell(delay, null, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Tell(delay, null, receiver, message, sender, cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        Tell(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Tell(initialDelay, interval, receiver, message, sender, cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, null, null, action, null, cancelable);
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void Dispose()
    {
        lock (_timer)
        {
            _stopped = true;
            _timer.Dispose();
        }
    }

    /// <summary>Sends <paramref name="message"/> once, or again and again if there is an <paramref name="interval"/>.</summary>
    internal WheelEntry Tell(TimeSpan delay, TimeSpan? interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return Add(delay, interval, receiver, message, sender, cancelable);
    }

    private WheelEntry Add(TimeSpan delay, TimeSpan? interval, ICanTell? receiver, object messageOrAction, IActorRef? sender, ICancelable? cancelable)
    {
        ArgumentNullException.ThrowIfNull(messageOrAction);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } repeat) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(repeat, TimeSpan.Zero, nameof(interval));
        if (_stopped) throw new SchedulerException("The scheduler has stopped with its actor system.");
        var due = (MonotonicClock.Ticks + delay.Ticks + TicksPerTick - 1) / TicksPerTick;
        var entry = new WheelEntry(due, ToTicks(interval), receiver, messageOrAction, sender, cancelable);
        Interlocked.Increment(ref _count);
        var newest = Volatile.Read(ref _added);
        while (true)
        {
            entry.Next = newest;
            var seen = Interlocked.CompareExchange(ref _added, entry, newest);
            if (ReferenceEquals(seen, newest)) break;
            newest = seen;
        }

        if (Volatile.Read(ref _running) == 0) EnsureRunning();
        return entry;
    }

    private static long ToTicks(TimeSpan? interval) => interval is { } value ? Math.Max(1, (value.Ticks + TicksPerTick - 1) / TicksPerTick) : 0;

    private void EnsureRunning()
    {
        if (Interlocked.Exchange(ref _running, 1) == 0) SetTimer(10);
    }

    private void SetTimer(int milliseconds)
    {
        lock (_timer)
        {
            if (!_stopped) _timer.Change(milliseconds, milliseconds);
        }
    }

    private void Turn()
    {
        // The runtime may call again before the last turn has ended, which then does this one's work too.
        if (Interlocked.Exchange(ref _turning, 1) != 0) return;
        try
        {
            Turn(CurrentTick);
        }
        finally
        {
            Volatile.Write(ref _turning, 0);
        }
    }

    private void Turn(long now)
    {
        SortIn();
        // After a long rest each bucket is visited once at most.
        for (var tick = Math.Max(_lastTick + 1, now - Buckets + 1); tick <= now && !_stopped; tick++) Visit((int)(tick % Buckets), now);
        _lastTick = Math.Max(_lastTick, now);
        if (Volatile.Read(ref _count) == 0 && !_stopped)
        {
            SetTimer(Timeout.Infinite);
            Volatile.Write(ref _running, 0);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _added) is not null) EnsureRunning();
        }
    }

    private void SortIn()
    {
        var entry = Interlocked.Exchange(ref _added, null);
        WheelEntry? oldestFirst = null;
        while (entry is not null) (entry.Next, oldestFirst, entry) = (oldestFirst, entry, entry.Next);
        while (oldestFirst is not null)
        {
            var next = oldestFirst.Next;
            // What is due already joins the bucket which is visited next.
            Insert(oldestFirst, Math.Max(oldestFirst.DueTick, _lastTick + 1));
            oldestFirst = next;
        }
    }

    private void Insert(WheelEntry entry, long tick)
    {
        entry.DueTick = tick;
        ref var bucket = ref _wheel[(int)(tick % Buckets)];
        entry.Next = bucket;
        bucket = entry;
    }

    private void Visit(int bucket, long now)
    {
        var entry = _wheel[bucket];
        _wheel[bucket] = null;
        WheelEntry? due = null;
        while (entry is not null)
        {
            var next = entry.Next;
            if (entry.IsCancelled) Interlocked.Decrement(ref _count);
            else if (entry.DueTick > now) Insert(entry, entry.DueTick);
            else (entry.Next, due) = (due, entry);
            entry = next;
        }

        // The bucket held the newest first; turned round, equal deadlines fire in the order of their scheduling.
        while (due is not null)
        {
            var next = due.Next;
            Fire(due, now);
            due = next;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A scheduled action must not stop the wheel; the failure is logged.")]
    private void Fire(WheelEntry entry, long now)
    {
        try
        {
            entry.Fire();
        }
        catch (Exception e)
        {
            _onActionFailed(e);
        }

        if (entry.IntervalTicks > 0 && !entry.IsCancelled) Insert(entry, Math.Max(entry.DueTick + entry.IntervalTicks, now + 1));
        else Interlocked.Decrement(ref _count);
    }
}
