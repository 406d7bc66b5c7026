using Akka.Actor;

namespace Akka.Conformance.Tests;

/// <summary>Supervises with a given strategy; makes a child for any props and sends its reference back.</summary>
public sealed class Supervisor(SupervisorStrategy strategy) : UntypedActor
{
    public static Props Props(SupervisorStrategy strategy) => Actor.Props.Create(() => new Supervisor(strategy));

    public static Props OneForOne(Directive directive) => Props(new OneForOneStrategy(_ => directive));

    protected override SupervisorStrategy SupervisorStrategy() => strategy;

    protected override void OnReceive(object message)
    {
        if (message is Props props) Sender.Tell(Context.ActorOf(props));
        else if (message is Exception failure) throw failure;
        else Sender.Tell(message);
    }
}
