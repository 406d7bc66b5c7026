using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>
/// One actor: its reference, mailbox and context in one object, so that an idle actor costs little. The parts are split over
/// files by concern. Everything but the mailbox is touched only by the thread that runs the actor.
/// </summary>
internal sealed partial class ActorCell : ActorRefBase, IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? _current;
    private ActorBase? _actor;
    private object? _currentMessage;
    private IActorRef? _sender;
    // The behaviour on top; none means the actor's own Receive, which lies below all others and never goes.
    private UntypedReceive? _behavior;
    private Stack<UntypedReceive>? _behaviorsBelow;

    internal ActorCell(ActorSystem system, Props props, ActorRefBase parent, ActorPath path)
    {
        System = system;
        Props = props;
        Parent = parent;
        Path = path;
        _inline = props.RunsInline;
    }

    /// <summary>The actor whose code runs on this thread. The test kit sets it so that a test can be a sender.</summary>
    internal static ActorCell? Current { get => _current; set => _current = value; }

    public override ActorPath Path { get; }
    public ActorSystem System { get; }
    public Props Props { get; private set; }
    public IActorRef Self => this;
    public IActorRef Sender => _sender ?? System.DeadLetters;
    internal ActorRefBase Parent { get; }
    internal object? CurrentMessage => _currentMessage;
    /// <summary>Differs for every message handled, so that a stash can tell whether it has this one already.</summary>
    internal int EnvelopeId { get; private set; }
    internal override ActorSystem Owner => System;
    IActorRef IActorContext.Parent => Parent;
    public void Become(UntypedReceive receive) => _behavior = receive;

    public void BecomeStacked(UntypedReceive receive)
    {
        if (_behavior is not null) (_behaviorsBelow ??= new Stack<UntypedReceive>()).Push(_behavior);
        _behavior = receive;
    }

    public void UnbecomeStacked() => _behavior = _behaviorsBelow is { Count: > 0 } ? _behaviorsBelow.Pop() : null;
    /// <summary>Supervision's own signal to begin anew after <paramref name="cause"/>.</summary>
    internal void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    private void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        try
        {
            _currentMessage = message;
            _sender = envelope.Sender;
            EnvelopeId++;
            if (message is IAutoReceivedMessage) AutoReceive(message);
            else if (message is TimerMessage timer) ReceiveTimer(timer);
            else _actor!.AroundReceive(_behavior, message);
            _currentMessage = null;
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                ReceiveTerminated(terminated);
                break;
            case PoisonPill:
                Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, this));
                break;
            default:
                _actor!.AroundReceive(_behavior, message);
                break;
        }
    }

    private void ReceiveTimer(TimerMessage timer)
    {
        if ((_actor as IWithTimers)?.Timers is not TimerScheduler timers || !timers.Accepts(timer)) return;
        _currentMessage = timer.Message;
        if (timer.Message is IAutoReceivedMessage) AutoReceive(timer.Message);
        else _actor!.AroundReceive(_behavior, timer.Message);
    }

    private ActorBase NewActor()
    {
        ClearBehaviors();
        var actor = Props.NewActor();
        if (actor is IActorStash stashing) stashing.Stash = new ActorStash(this);
        actor.UseStrategy(Props.SupervisorStrategy);
        return actor;
    }

    [SuppressMessage("Design", "CA1031", Justification = "An actor's Dispose must not undo its own termination; the failure is logged.")]
    private void ClearActor()
    {
        if (_actor is IDisposable disposable)
        {
            try
            {
                disposable.Dispose();
            }
            catch (Exception e)
            {
                Publish(new Event.Error(e, Path.ToString(), _actor.GetType(), "An error occurred while disposing the actor: " + e.Message));
            }
        }

        _actor = null;
        _currentMessage = null;
        ClearBehaviors();
    }

    private void ClearBehaviors()
    {
        _behavior = null;
        _behaviorsBelow = null;
    }

    private void Publish(Event.LogEvent logEvent) => System.EventStream.Publish(logEvent);
}
