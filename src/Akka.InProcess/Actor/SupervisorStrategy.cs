using Akka.Event;

namespace Akka.Actor;

public enum Directive
{
    Resume,
    Restart,
    Escalate,
    Stop,
}

public abstract class SupervisorStrategy
{
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(static cause =>
        cause is ActorInitializationException or ActorKilledException or DeathPactException ? Directive.Stop : Directive.Restart);

    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);

    private protected SupervisorStrategy() { }
    /// <summary>False if the failure escalates.</summary>
    internal abstract bool HandleFailure(ActorCell parent, ActorCell child, Exception cause);
}

public class OneForOneStrategy : SupervisorStrategy
{
    private readonly int _maxRestarts;
    private readonly int _withinMilliseconds;
    private readonly Func<Exception, Directive> _decide;
    private readonly bool _logs;

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, localOnlyDecider) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
    {
        _maxRestarts = maxNrOfRetries;
        _withinMilliseconds = withinTimeMilliseconds;
        _decide = localOnlyDecider;
        _logs = loggingEnabled;
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }

    internal override bool HandleFailure(ActorCell parent, ActorCell child, Exception cause)
    {
        var directive = _decide(cause);
        if (directive == Directive.Escalate) return false;
        if (_logs) LogFailure(parent, child, cause, directive);
        if (directive == Directive.Resume) child.SendSystemMessage(new Resume(cause));
        else if (directive == Directive.Restart && MayRestart(child)) child.Restart(cause);
        else parent.Stop(child);
        return true;
    }

    /// <summary>Counts a restart of <paramref name="child"/>; false if that is one too many.</summary>
    private bool MayRestart(ActorCell child)
    {
        if (_maxRestarts == 0) return false;
        if (_withinMilliseconds <= 0) return _maxRestarts < 0 || ++child.Restarts <= _maxRestarts;
        var now = Environment.TickCount64;
        if (child.Restarts == 0 || now - child.RestartWindowStart > _withinMilliseconds) (child.Restarts, child.RestartWindowStart) = (0, now);
        return ++child.Restarts <= Math.Max(_maxRestarts, 1);
    }

    private void LogFailure(ActorCell parent, ActorCell child, Exception cause, Directive directive)
    {
        var message = (cause as ActorInitializationException)?.InnerException?.Message ?? cause.Message;
        LogEvent log = directive == Directive.Resume
            ? new Warning(cause, child.Path.ToString(), GetType(), message)
            : new Error(cause, child.Path.ToString(), GetType(), message);
        parent.System.EventStream.Publish(log);
    }
}
