namespace Akka.Actor;

/// <summary>Anything that takes a message: an actor or a selection of one.</summary>
public interface ICanTell
{
    /// <summary>Delivers <paramref name="message"/> at most once, in order per pair of sender and receiver; never blocks.</summary>
    void Tell(object message, IActorRef? sender);
}

/// <summary>The address of one incarnation of an actor; safe to pass between threads, valid after the actor has stopped.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>Where the actor lives in the tree.</summary>
    ActorPath Path { get; }
}

/// <summary>Tells with the running actor as the sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Tells; the sender is the actor whose code runs on this thread, or none.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Self);
    /// <summary>Passes a message on, keeping the sender of the message which is being handled.</summary>
    public static void Forward(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Sender);
}

/// <summary>References that stand for no actor.</summary>
public static class ActorRefs
{
    /// <summary>An existing reference without an actor behind it; what it is told disappears.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;
    /// <summary>The absence of a sender; the receiver sees the dead letters as its sender.</summary>
    public static readonly IActorRef NoSender = null!;
}

/// <summary>Questions about references.</summary>
public static class ActorRefExtensions
{
    /// <summary>True for null, <see cref="ActorRefs.Nobody"/> and <see cref="ActorRefs.NoSender"/>.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody;
}
