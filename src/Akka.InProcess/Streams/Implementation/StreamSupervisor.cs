using Akka.Actor;

namespace Akka.Streams.Implementation;

/// <summary>The parent of the stream actors.</summary>
internal sealed class StreamSupervisor(StreamRegistry registry) : UntypedActor
{
    private long _streams;

    protected override SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Interpreter interpreter when registry.TryTake(interpreter):
                Context.ActorOf(Props.Create(typeof(StreamActor), interpreter), $"Flow-{_streams++}");
                break;
            case Interpreter:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Not restarted children but a dead supervisor is what this is for.
    protected override void PostStop() => registry.Close();
}
