using Akka.Event;

namespace Akka.Actor;

/// <summary>The parent of /user and /system; not an actor: it answers signals on the spot.</summary>
internal sealed class RootGuardian(ActorSystem system, ActorPath path) : ActorRefBase
{
    public override ActorPath Path { get; } = path;
    internal override ActorSystem Owner => system;
    public override void Tell(object message, IActorRef? sender) => system.DeadLetters.Tell(new DeadLetter(message, sender ?? system.DeadLetters, this), sender);

    internal override void SendSystemMessage(SystemMessage message)
    {
        if (message is DeathWatchNotification gone) system.OnStopped(gone.Actor);
        if (message is not Failed failed) return;
        system.EventStream.Publish(new Error(failed.Cause, failed.Child.Path.ToString(), typeof(RootGuardian), "guardian failed, shutting down system"));
        failed.Child.Stop();
    }
}

/// <summary>The actor behind /user and /system: does nothing but supervise.</summary>
internal sealed class GuardianActor : UntypedActor
{
    protected override void OnReceive(object message) => Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
}
