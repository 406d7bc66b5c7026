using Akka.Actor;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>Parent of all peers of an actor system, and of the actors that call subscribed methods.</summary>
internal sealed class HyperTokenGuardian : UntypedActor
{
    private const int MaxPeerRestarts = 10;
    private static readonly TimeSpan PeerRestartWindow = TimeSpan.FromMinutes(1);

    /// <summary>A peer that crashes starts anew with its id, its contacts and its seeds; one that keeps crashing stops.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(MaxPeerRestarts, PeerRestartWindow, static _ => Directive.Restart);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartPeer start:
                Start(start.Blueprint);
                break;
            case StartSubscriber start:
                Sender.Tell(Context.ActorOf(Props.Create(() => new SubscriberActor(start.Peer, start.Handler))));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Start(PeerBlueprint blueprint)
    {
        if (blueprint.Network.TryReserve(blueprint.Self.Id))
            Sender.Tell(Context.ActorOf(PeerActor.Props(blueprint), NameOf(blueprint)));
        else
            Sender.Tell(new Status.Failure(new InvalidOperationException(
                $"A peer with id {blueprint.Self.Id} runs in this actor system already.")));
    }

    /// <summary>Two ids may begin alike, and the old actor of an id may not be quite gone: then the whole id, and a number.</summary>
    private static string NameOf(PeerBlueprint blueprint)
    {
        var name = $"peer-{blueprint.Self.Id.ShortId}";
        for (var i = 0; !Context.Child(name).IsNobody(); i++)
            name = $"peer-{blueprint.Self.Id}-{i}";

        return name;
    }

    /// <summary>Answered with the peer's actor.</summary>
    internal sealed record StartPeer(PeerBlueprint Blueprint);

    /// <summary>Answered with the subscriber's actor.</summary>
    internal sealed record StartSubscriber(IActorRef Peer, Action<IPeerEvent> Handler);
}
