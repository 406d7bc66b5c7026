namespace Akka.Actor;

/// <summary>A message the engine handles itself before the actor's own code sees it, if it does at all.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message a stranger should not be able to send over a network.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that does not reset the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message around another message.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}

/// <summary>Stops the actor when its turn in the mailbox comes.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IPossiblyHarmful, Event.IDeadLetterSuppression
{
    private PoisonPill() { }
    /// <summary>The one instance.</summary>
    public static PoisonPill Instance { get; } = new();
    /// <inheritdoc/>
    public override string ToString() => "<PoisonPill>";
}

/// <summary>Makes the actor fail with an <see cref="ActorKilledException"/> when its turn in the mailbox comes.</summary>
public sealed class Kill : IAutoReceivedMessage
{
    private Kill() { }
    /// <summary>The one instance.</summary>
    public static Kill Instance { get; } = new();
    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}

/// <summary>Says once that a watched actor is gone.</summary>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IPossiblyHarmful, Event.IDeadLetterSuppression
{
    /// <summary>The actor that stopped.</summary>
    public IActorRef ActorRef { get; } = actorRef;
    /// <summary>False if there never was such an actor.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;
    /// <summary>True if its whole node is gone; never in this engine.</summary>
    public bool AddressTerminated { get; } = addressTerminated;
    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}

/// <summary>Nothing was received for as long as <see cref="IActorContext.SetReceiveTimeout"/> said.</summary>
public sealed class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout() { }
    /// <summary>The one instance.</summary>
    public static ReceiveTimeout Instance { get; } = new();
}

/// <summary>Asks any actor for its reference; the engine answers with <see cref="ActorIdentity"/>.</summary>
public sealed class Identify(object? messageId) : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>Comes back in the answer.</summary>
    public object MessageId { get; } = messageId!;
}

/// <summary>The answer to <see cref="Identify"/>.</summary>
public sealed class ActorIdentity(object? messageId, IActorRef? subject)
{
    /// <summary>What the question carried.</summary>
    public object MessageId { get; } = messageId!;
    /// <summary>The actor; null or <see cref="ActorRefs.Nobody"/> if there is none.</summary>
    public IActorRef Subject { get; } = subject!;
}

/// <summary>Outcomes as messages; an Ask turns a failure into an exception.</summary>
public abstract class Status
{
    /// <summary>It worked.</summary>
    public sealed class Success(object? status) : Status
    {
        /// <summary>A success without a value.</summary>
        public static readonly Success Instance = new(null);

        /// <summary>What came of it.</summary>
        public readonly object Status = status!;
    }

    /// <summary>It failed.</summary>
    public sealed class Failure(Exception cause, object? state) : Status
    {
        /// <summary>A failure without more to say.</summary>
        public Failure(Exception cause) : this(cause, null) { }

        /// <summary>Why.</summary>
        public readonly Exception Cause = cause;

        /// <summary>Whatever else the sender wants to say.</summary>
        public readonly object State = state!;

        /// <inheritdoc/>
        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}
