namespace Akka.Actor;

/// <summary>The base of all actors: handles one message at a time; a failure is its parent's decision.</summary>
public abstract class ActorBase
{
    private SupervisorStrategy? _supervisorStrategy;

    /// <summary>Only the engine makes actors.</summary>
    /// <exception cref="ActorInitializationException">It was made with new, outside of <see cref="Props"/>.</exception>
    protected ActorBase()
    {
        if (ActorCell.Current is not { } cell)
            throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IWithTimers withTimers) withTimers.Timers = new TimerScheduler(cell);
    }

    /// <summary>The actor's surroundings.</summary>
    /// <exception cref="NotSupportedException">Called outside of the actor's message handling.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>This actor.</summary>
    protected IActorRef Self => Context.Self;
    /// <summary>The sender of the message being handled; the dead letters if there was none.</summary>
    protected IActorRef Sender => Context.Sender;
    internal SupervisorStrategy Strategy => _supervisorStrategy ??= SupervisorStrategy();
    /// <summary>Handles a message; false means unhandled.</summary>
    protected abstract bool Receive(object message);
    /// <summary>What this actor does about its children's failures. Called once per incarnation.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;
    /// <summary>Runs before the first message.</summary>
    protected virtual void PreStart() { }
    /// <summary>Runs after the last message, when all children have stopped.</summary>
    protected virtual void PostStop() { }

    /// <summary>Runs on the failed incarnation before a restart: stops all children, then <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Runs on the new incarnation after a restart: <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Publishes an <see cref="Event.UnhandledMessage"/>; for <see cref="Terminated"/> fails instead.</summary>
    /// <exception cref="DeathPactException">The message is <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    /// <inheritdoc cref="IActorContext.Become"/>
    protected void Become(Receive receive) => Context.Become(receive);
    /// <inheritdoc cref="IActorContext.BecomeStacked"/>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);
    /// <inheritdoc cref="IActorContext.UnbecomeStacked"/>
    protected void UnbecomeStacked() => Context.UnbecomeStacked();
    /// <inheritdoc cref="IActorContext.SetReceiveTimeout"/>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);
    internal void UseStrategy(SupervisorStrategy? strategy) => _supervisorStrategy = strategy;

    internal bool AroundReceive(Receive? behavior, object message)
    {
        var handled = behavior?.Invoke(message) ?? Receive(message);
        if (!handled) Unhandled(message);
        return handled;
    }

    internal void AroundPreStart() => PreStart();

    internal void AroundPreRestart(Exception cause, object? message)
    {
        CancelTimers();
        PreRestart(cause, message!);
    }

    internal void AroundPostRestart(Exception cause) => PostRestart(cause);

    internal void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    private void CancelTimers() => (this as IWithTimers)?.Timers?.CancelAll();
}
