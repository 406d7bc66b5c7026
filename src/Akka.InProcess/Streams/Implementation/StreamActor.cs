using Akka.Actor;
using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>Runs one stream.</summary>
internal sealed class StreamActor(Interpreter interpreter) : UntypedActor
{
    // Other threads wake the stream by this; the context is the actor's own.
    private readonly IActorRef _self = Context.Self;

    public void Wake() => _self.Tell(Resume.Instance, ActorRefs.NoSender);
    public void LogError(Exception cause, StageLogic stage) => Context.GetLogger().Error(cause, "Error in stage [{0}]: {1}", stage, cause.Message);

    protected override void PreStart()
    {
        interpreter.Start(this);
        StopIfCompleted();
    }

    protected override void OnReceive(object message)
    {
        interpreter.Resume();
        StopIfCompleted();
    }

    protected override void PostStop() => interpreter.Abort();

    private void StopIfCompleted()
    {
        if (interpreter.IsCompleted) Context.Stop(_self);
    }

    private sealed class Resume : IDeadLetterSuppression
    {
        public static readonly Resume Instance = new();
    }
}
