using Akka.Event;

namespace Akka.Actor;

/// <summary>What to do with a failed child.</summary>
public enum Directive
{
    /// <summary>Go on with the next message, state kept.</summary>
    Resume,
    /// <summary>A new incarnation goes on with the next message.</summary>
    Restart,
    /// <summary>Fail oneself for the same reason.</summary>
    Escalate,
    /// <summary>Stop the child for good.</summary>
    Stop,
}

/// <summary>Chooses the directive for a failure.</summary>
public interface IDecider
{
    /// <summary>Chooses the directive for <paramref name="cause"/>.</summary>
    Directive Decide(Exception cause);
}

/// <summary>Makes deciders.</summary>
public static class Decider
{
    /// <summary>A decider from a function.</summary>
    public static IDecider From(Func<Exception, Directive> localOnlyDecider) => new FunctionDecider(localOnlyDecider);

    private sealed class FunctionDecider(Func<Exception, Directive> decide) : IDecider
    {
        public Directive Decide(Exception cause) => decide(cause);
    }
}

/// <summary>How a parent deals with the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    private readonly int _maxRestarts;
    private readonly int _withinMilliseconds;

    private protected SupervisorStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled)
    {
        _maxRestarts = maxNrOfRetries;
        _withinMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    /// <summary>Stops children that failed to start, were killed or did not handle a death; restarts all others.</summary>
    public static readonly IDecider DefaultDecider = Actor.Decider.From(static cause =>
        cause is ActorInitializationException or ActorKilledException or DeathPactException ? Directive.Stop : Directive.Restart);

    /// <summary>The default: <see cref="DefaultDecider"/> for the failed child alone, without a limit.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Stops the failed child, always.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);
    /// <summary>Chooses the directive.</summary>
    public IDecider Decider { get; }
    /// <summary>Whether failures are logged.</summary>
    protected bool LoggingEnabled { get; set; }

    /// <summary>False if the failure escalates.</summary>
    internal bool HandleFailure(ActorCell parent, ActorCell child, Exception cause)
    {
        var directive = Decider.Decide(cause);
        LogFailure(parent, child, cause, directive);
        switch (directive)
        {
            case Directive.Resume:
                child.SendSystemMessage(new Resume(cause));
                return true;
            case Directive.Restart:
                Process(parent, child, cause, restart: true);
                return true;
            case Directive.Stop:
                Process(parent, child, cause, restart: false);
                return true;
            default:
                return false;
        }
    }

    private protected abstract void Process(ActorCell parent, ActorCell child, Exception cause, bool restart);

    /// <summary>Counts a restart of <paramref name="child"/>; false if that is one too many.</summary>
    private protected bool MayRestart(ActorCell child)
    {
        if (_maxRestarts == 0) return false;
        if (_withinMilliseconds <= 0) return _maxRestarts < 0 || ++child.Restarts <= _maxRestarts;
        var now = Environment.TickCount64;
        if (child.Restarts == 0 || now - child.RestartWindowStart > _withinMilliseconds) (child.Restarts, child.RestartWindowStart) = (0, now);
        return ++child.Restarts <= Math.Max(_maxRestarts, 1);
    }

    private void LogFailure(ActorCell parent, ActorCell child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled || directive == Directive.Escalate) return;
        var message = (cause as ActorInitializationException)?.InnerException?.Message ?? cause.Message;
        LogEvent log = directive == Directive.Resume
            ? new Warning(cause, child.Path.ToString(), GetType(), message)
            : new Error(cause, child.Path.ToString(), GetType(), message);
        parent.System.EventStream.Publish(log);
    }
}

/// <summary>The directive concerns the failed child alone.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    /// <summary>At most so many restarts within the window (a window alone means one); null: without a limit.</summary>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, Actor.Decider.From(localOnlyDecider)) { }

    /// <summary>As above; -1: without a limit.</summary>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    /// <summary>As above; -1: without a limit.</summary>
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled) { }

    /// <summary>Without a limit.</summary>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }
    /// <summary>Without a limit.</summary>
    public OneForOneStrategy(IDecider decider) : this(-1, -1, decider) { }

    private protected override void Process(ActorCell parent, ActorCell child, Exception cause, bool restart)
    {
        if (restart && MayRestart(child)) child.Restart(cause);
        else parent.Stop(child);
    }
}

/// <summary>The directive concerns all children, whichever of them failed.</summary>
public class AllForOneStrategy : SupervisorStrategy
{
    /// <inheritdoc cref="OneForOneStrategy(int?, TimeSpan?, Func{Exception, Directive})"/>
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, localOnlyDecider) { }

    /// <inheritdoc cref="OneForOneStrategy(int, int, Func{Exception, Directive}, bool)"/>
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    /// <inheritdoc cref="OneForOneStrategy(Func{Exception, Directive})"/>
    public AllForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }

    private protected override void Process(ActorCell parent, ActorCell child, Exception cause, bool restart)
    {
        var mayRestart = restart;
        foreach (var sibling in parent.Children) mayRestart = mayRestart && MayRestart(sibling);
        foreach (var sibling in parent.Children)
        {
            if (!mayRestart)
            {
                parent.Stop(sibling);
                continue;
            }

            // The failed one suspended itself.
            if (!ReferenceEquals(sibling, child)) sibling.SendSystemMessage(new Suspend());
            sibling.Restart(cause);
        }
    }
}
