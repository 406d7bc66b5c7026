namespace Akka.Actor;

public interface IAutoReceivedMessage;

public interface IWrappedMessage
{
    object Message { get; }
}

public sealed class PoisonPill : IAutoReceivedMessage, Event.IDeadLetterSuppression
{
    private PoisonPill() { }
    public static PoisonPill Instance { get; } = new();
    public override string ToString() => "<PoisonPill>";
}

public sealed class Kill : IAutoReceivedMessage
{
    private Kill() { }
    public static Kill Instance { get; } = new();
    public override string ToString() => "<Kill>";
}

public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, Event.IDeadLetterSuppression
{
    public IActorRef ActorRef { get; } = actorRef;
    public bool ExistenceConfirmed { get; } = existenceConfirmed;
    public bool AddressTerminated { get; } = addressTerminated;
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}

public sealed class Identify(object? messageId) : IAutoReceivedMessage
{
    public object MessageId { get; } = messageId!;
}

public sealed class ActorIdentity(object? messageId, IActorRef? subject)
{
    public object MessageId { get; } = messageId!;
    public IActorRef Subject { get; } = subject!;
}

public abstract class Status
{
    public sealed class Failure(Exception cause, object? state) : Status
    {
        public Failure(Exception cause) : this(cause, null) { }

        public readonly Exception Cause = cause;

        public readonly object State = state!;

        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}
