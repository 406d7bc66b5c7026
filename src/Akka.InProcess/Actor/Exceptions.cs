namespace Akka.Actor;

public abstract class AkkaException(string? message = null, Exception? cause = null) : Exception(message, cause);

public sealed class InvalidActorNameException(string message) : AkkaException(message);

public sealed class AskTimeoutException(string message) : AkkaException(message);

public sealed class ActorNotFoundException(string message, Exception? innerException = null) : AkkaException(message, innerException);

public sealed class IllegalActorStateException(string message) : AkkaException(message);

public sealed class SchedulerException(string message) : AkkaException(message);

public sealed class ActorKilledException(string message) : AkkaException(message);

public sealed class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    public IActorRef DeadActor { get; } = deadActor;
}

public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    public IActorRef? Actor { get; } = actor;
}

public sealed class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : ActorInitializationException(actor, $"Exception in preRestart(exception={cause.GetType()}, message={optionalMessage})", restartException);

public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception post restart ({originalCause.GetType()})", cause)
{
    public Exception OriginalCause { get; } = originalCause;
}
