namespace Akka.Actor;

/// <summary>The base of the engine's exceptions.</summary>
public abstract class AkkaException(string? message = null, Exception? cause = null) : Exception(message, cause);

/// <summary>A name is malformed or already taken among siblings.</summary>
public sealed class InvalidActorNameException(string message) : AkkaException(message);

/// <summary>An Ask got no answer in time.</summary>
public sealed class AskTimeoutException(string message) : AkkaException(message);

/// <summary>Null was sent.</summary>
public sealed class InvalidMessageException(string message) : AkkaException(message);

/// <summary>A selection found no actor.</summary>
public sealed class ActorNotFoundException(string message, Exception? innerException = null) : AkkaException(message, innerException);

/// <summary>Something was done which the actor's state does not allow.</summary>
public sealed class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>A stash holds as much as it may.</summary>
public sealed class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);

/// <summary>The scheduler has stopped with its system.</summary>
public sealed class SchedulerException(string message) : AkkaException(message);

/// <summary>An actor was told to <see cref="Kill"/> itself.</summary>
public sealed class ActorKilledException(string message) : AkkaException(message);

/// <summary>The death of a watched actor was not handled.</summary>
public sealed class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    /// <summary>The watched actor.</summary>
    public IActorRef DeadActor { get; } = deadActor;
}

/// <summary>An actor's constructor or PreStart threw, or an actor was made with new.</summary>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    /// <summary>Without an actor.</summary>
    public ActorInitializationException(string message) : this(null, message) { }
    /// <summary>The actor, if it has a reference already.</summary>
    public IActorRef? Actor { get; } = actor;
}

/// <summary>PreRestart threw.</summary>
public sealed class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : ActorInitializationException(actor, $"Exception in preRestart(exception={cause.GetType()}, message={optionalMessage})", restartException);

/// <summary>The constructor or PostRestart of the new incarnation threw.</summary>
public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception post restart ({originalCause.GetType()})", cause)
{
    /// <summary>The failure which led to the restart.</summary>
    public Exception OriginalCause { get; } = originalCause;
}
