namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout)
    {
        var terminated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = ActorRefBase.Unwrap(target)!;
        var onlooker = new Onlooker(actor.Owner!, _ => terminated.TrySetResult());
        actor.SendSystemMessage(new Watch(actor, onlooker));
        target.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        try
        {
            await terminated.Task.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            actor.SendSystemMessage(new Unwatch(onlooker));
            return false;
        }
    }
}

/// <summary>Hears of deaths without being an actor.</summary>
internal sealed class Onlooker(ActorSystem system, Action<ActorRefBase> onDeath) : ActorRefBase
{
    public override ActorPath Path { get; } = system.NewTempPath();
    internal override ActorSystem Owner => system;
    public override void Tell(object message, IActorRef? sender) => system.DeadLetters.Tell(message, sender);

    internal override void SendSystemMessage(SystemMessage message)
    {
        if (message is DeathWatchNotification gone) onDeath(gone.Actor);
    }
}
