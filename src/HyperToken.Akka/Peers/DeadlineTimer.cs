using Akka.Actor;
using HyperToken.Overlay;

namespace HyperToken.Peers;

/// <summary>
/// The one timer of an actor that hosts a component: fires a <see cref="Tick"/> at the component's next deadline. A later deadline
/// does not move it; it then fires once for nothing, which is cheaper than a new timer at every change.
/// </summary>
internal sealed class DeadlineTimer
{
    private const string Key = "deadline";
    private readonly ITimerScheduler _timers;
    private readonly PeerClock _clock;
    private Instant _armed = Instant.Never;

    public DeadlineTimer(ITimerScheduler timers, PeerClock clock)
    {
        _timers = timers;
        _clock = clock;
    }

    public void Fired() => _armed = Instant.Never;

    public void Arm(Instant deadline)
    {
        if (deadline >= _armed)
            return;

        _armed = deadline;
        var delay = deadline - _clock.Now;
        _timers.StartSingleTimer(Key, Tick.Instance, delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
    }
}

/// <summary>A deadline of a component may have come.</summary>
internal sealed class Tick
{
    public static readonly Tick Instance = new();

    private Tick()
    {
    }
}
