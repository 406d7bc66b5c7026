namespace Akka.Actor;

/// <summary>The base of the engine's exceptions.</summary>
/// <param name="message">What happened.</param>
/// <param name="cause">What caused it.</param>
public abstract class AkkaException(string? message = null, Exception? cause = null) : Exception(message, cause);

/// <summary>A name is malformed or already taken among siblings.</summary>
/// <param name="message">What happened.</param>
public sealed class InvalidActorNameException(string message) : AkkaException(message);

/// <summary>An Ask got no answer in time.</summary>
/// <param name="message">What happened.</param>
public sealed class AskTimeoutException(string message) : AkkaException(message);

/// <summary>Null was sent.</summary>
/// <param name="message">What happened.</param>
public sealed class InvalidMessageException(string message) : AkkaException(message);

/// <summary>A selection found no actor.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What caused it.</param>
public sealed class ActorNotFoundException(string message, Exception? innerException = null) : AkkaException(message, innerException);

/// <summary>Something was done which the actor's state does not allow.</summary>
/// <param name="message">What happened.</param>
public sealed class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>A stash holds as much as it may.</summary>
/// <param name="message">What happened.</param>
/// <param name="cause">What caused it.</param>
public sealed class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);

/// <summary>The scheduler has stopped with its system.</summary>
/// <param name="message">What happened.</param>
public sealed class SchedulerException(string message) : AkkaException(message);

/// <summary>An actor was told to <see cref="Kill"/> itself.</summary>
/// <param name="message">What happened.</param>
public sealed class ActorKilledException(string message) : AkkaException(message);

/// <summary>The death of a watched actor was not handled.</summary>
/// <param name="deadActor">The watched actor.</param>
public sealed class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    /// <summary>The watched actor.</summary>
    public IActorRef DeadActor { get; } = deadActor;
}

/// <summary>An actor's constructor or PreStart threw, or an actor was made with new.</summary>
/// <param name="actor">The actor, if it has a reference already.</param>
/// <param name="message">What happened.</param>
/// <param name="cause">What caused it.</param>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    /// <summary>Without an actor.</summary>
    public ActorInitializationException(string message) : this(null, message) { }

    /// <summary>The actor, if it has a reference already.</summary>
    public IActorRef? Actor { get; } = actor;
}

/// <summary>PreRestart threw.</summary>
/// <param name="actor">The actor.</param>
/// <param name="restartException">What PreRestart threw.</param>
/// <param name="cause">The failure which led to the restart.</param>
/// <param name="optionalMessage">The message being handled at the failure.</param>
public sealed class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : ActorInitializationException(actor, $"Exception in preRestart(exception={cause.GetType()}, message={optionalMessage})", restartException);

/// <summary>The constructor or PostRestart of the new incarnation threw.</summary>
/// <param name="actor">The actor.</param>
/// <param name="cause">What it threw.</param>
/// <param name="originalCause">The failure which led to the restart.</param>
public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception post restart ({originalCause.GetType()})", cause)
{
    /// <summary>The failure which led to the restart.</summary>
    public Exception OriginalCause { get; } = originalCause;
}
