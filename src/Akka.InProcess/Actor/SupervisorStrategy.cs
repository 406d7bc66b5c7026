using Akka.Event;

namespace Akka.Actor;

public enum Directive
{
    Resume,
    Restart,
    Escalate,
    Stop,
}

public interface IDecider
{
    Directive Decide(Exception cause);
}

public static class Decider
{
    public static IDecider From(Func<Exception, Directive> localOnlyDecider) => new FunctionDecider(localOnlyDecider);

    private sealed class FunctionDecider(Func<Exception, Directive> decide) : IDecider
    {
        public Directive Decide(Exception cause) => decide(cause);
    }
}

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

    public static readonly IDecider DefaultDecider = Actor.Decider.From(static cause =>
        cause is ActorInitializationException or ActorKilledException or DeathPactException ? Directive.Stop : Directive.Restart);

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly OneForOneStrategy StoppingStrategy = new(static _ => Directive.Stop);
    public IDecider Decider { get; }
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

public class OneForOneStrategy : SupervisorStrategy
{
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, Actor.Decider.From(localOnlyDecider)) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, decider, loggingEnabled) { }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider) : this(-1, -1, localOnlyDecider) { }
    public OneForOneStrategy(IDecider decider) : this(-1, -1, decider) { }

    private protected override void Process(ActorCell parent, ActorCell child, Exception cause, bool restart)
    {
        if (restart && MayRestart(child)) child.Restart(cause);
        else parent.Stop(child);
    }
}

public class AllForOneStrategy : SupervisorStrategy
{
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, (int)(withinTimeRange ?? Timeout.InfiniteTimeSpan).TotalMilliseconds, localOnlyDecider) { }

    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : base(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled) { }

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
