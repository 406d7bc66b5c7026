namespace Akka.Actor;

public abstract class ActorBase
{
    private SupervisorStrategy? _supervisorStrategy;

    protected ActorBase()
    {
        if (ActorCell.Current is not { } cell)
            throw new ActorInitializationException(null, "Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IWithTimers withTimers) withTimers.Timers = new TimerScheduler(cell);
    }

    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    protected IActorRef Self => Context.Self;
    protected IActorRef Sender => Context.Sender;
    internal SupervisorStrategy Strategy => _supervisorStrategy ??= SupervisorStrategy();
    protected abstract bool Receive(object message);
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;
    protected virtual void PreStart() { }
    protected virtual void PostStop() { }

    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    protected void UnbecomeStacked() => Context.UnbecomeStacked();
    internal void UseStrategy(SupervisorStrategy? strategy) => _supervisorStrategy = strategy;

    internal void AroundReceive(UntypedReceive? behavior, object message)
    {
        if (behavior is not null) behavior(message);
        else if (!Receive(message)) Unhandled(message);
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
