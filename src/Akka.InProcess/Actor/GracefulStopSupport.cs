namespace Akka.Actor;

public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        var actor = ActorRefBase.Unwrap(target)!;
        var waiter = new TerminationWaiter(actor.Owner!);
        actor.SendSystemMessage(new Watch(actor, waiter));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await waiter.Terminated.WaitAsync(timeout).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            actor.SendSystemMessage(new Unwatch(waiter));
            return false;
        }
    }

    private sealed class TerminationWaiter(ActorSystem system) : ActorRefBase
    {
        private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ActorPath Path { get; } = system.NewTempPath();

        internal override ActorSystem Owner => system;

        internal Task Terminated => _terminated.Task;

        public override void Tell(object message, IActorRef? sender) => system.DeadLetters.Tell(message, sender);

        internal override void SendSystemMessage(SystemMessage message)
        {
            if (message is DeathWatchNotification) _terminated.TrySetResult();
        }
    }
}
