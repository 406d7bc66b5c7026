namespace Akka.Actor;

/// <summary>A signal of the engine itself, queued ahead of messages. A node of exactly one actor's queue: never send one object twice.</summary>
internal abstract class SystemMessage
{
    internal SystemMessage? Next;

    /// <summary>Has to wait while the actor is suspended by its own failure.</summary>
    internal virtual bool WaitsForResume => false;
    /// <summary>Has to wait while a restart or a new creation is waiting for children to stop.</summary>
    internal virtual bool WaitsForChildren => false;
}

/// <summary>Create the actor; the first message of every cell.</summary>
internal sealed class Create : SystemMessage;

internal sealed class Terminate : SystemMessage;

internal sealed class Suspend : SystemMessage
{
    internal override bool WaitsForChildren => true;
}

internal sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    internal Exception? CausedByFailure { get; } = causedByFailure;
    internal override bool WaitsForChildren => true;
}

internal sealed class Recreate(Exception cause) : SystemMessage
{
    internal Exception Cause { get; } = cause;
    internal override bool WaitsForChildren => true;
}

internal sealed class Failed(ActorCell child, Exception cause) : SystemMessage
{
    internal ActorCell Child { get; } = child;
    internal Exception Cause { get; } = cause;
    internal override bool WaitsForResume => true;
    internal override bool WaitsForChildren => true;
}

internal sealed class Watch(ActorRefBase watchee, ActorRefBase watcher) : SystemMessage
{
    internal ActorRefBase Watchee { get; } = watchee;
    internal ActorRefBase Watcher { get; } = watcher;
    /// <summary>The answer of whoever finds that the watchee is no more.</summary>
    internal void AnswerDead(bool existed) => Watcher.SendSystemMessage(new DeathWatchNotification(Watchee, existed));
}

internal sealed class Unwatch(ActorRefBase watcher) : SystemMessage
{
    internal ActorRefBase Watcher { get; } = watcher;
}

internal sealed class DeathWatchNotification(ActorRefBase actor, bool existenceConfirmed) : SystemMessage
{
    internal ActorRefBase Actor { get; } = actor;
    internal bool ExistenceConfirmed { get; } = existenceConfirmed;
}
