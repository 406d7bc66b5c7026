using Akka.Actor;
using Akka.Event;

namespace HyperToken.Peers;

/// <summary>Calls a method of the application for every event, away from the peer's own actor. Stops with its peer.</summary>
internal sealed class SubscriberActor : UntypedActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _peer;
    private readonly Action<IPeerEvent> _handler;

    public SubscriberActor(IActorRef peer, Action<IPeerEvent> handler)
    {
        _peer = peer;
        _handler = handler;
    }

    protected override void PreStart() => Context.Watch(_peer);

    protected override void OnReceive(object message)
    {
        if (message is Terminated)
        {
            Context.Stop(Self);
            return;
        }

        if (message is not IPeerEvent happened)
        {
            Unhandled(message);
            return;
        }

        try
        {
            _handler(happened);
        }
        catch (Exception e)
        {
            _log.Error(e, "A subscriber of peer events failed on {0}", happened.GetType().Name);
        }
    }
}
