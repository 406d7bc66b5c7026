using Akka.Actor;

namespace Akka.Conformance.Tests;

/// <summary>An actor made of a function.</summary>
public sealed class Handler(Action<object, IUntypedActorContext> onReceive) : UntypedActor
{
    public static Props Props(Action<object, IUntypedActorContext> onReceive) => Actor.Props.Create(() => new Handler(onReceive));

    protected override void OnReceive(object message) => onReceive(message, Context);
}
