namespace Akka.Actor;

public abstract class ActorRefBase : IActorRef
{
    public abstract ActorPath Path { get; }
    internal abstract ActorSystem? Owner { get; }
    public abstract void Tell(object message, IActorRef? sender);
    internal virtual void SendSystemMessage(SystemMessage message) { }
    internal void Stop() => SendSystemMessage(new Terminate());
    public bool Equals(IActorRef? other) => ReferenceEquals(Unwrap(other), this);
    public sealed override bool Equals(object? obj) => obj is IActorRef other && Equals(other);
    public sealed override int GetHashCode() => Path.Uid != 0 ? Path.Uid.GetHashCode() : Path.GetHashCode();

    public override string ToString() => Path.Uid == 0 ? $"[{Path}]" : $"[{Path}#{Path.Uid}]";

    /// <summary>The engine's own reference behind <paramref name="actorRef"/>, which may be a wrapper such as a test probe.</summary>
    internal static ActorRefBase? Unwrap(IActorRef? actorRef) => actorRef switch
    {
        null => null,
        ActorRefBase own => own,
        IActorRefWrapper wrapper => Unwrap(wrapper.Wrapped),
        _ => throw new ArgumentException($"{actorRef.GetType()} is not a reference of this engine.", nameof(actorRef)),
    };
}

/// <summary>A reference which only stands for another one.</summary>
internal interface IActorRefWrapper
{
    IActorRef Wrapped { get; }
}
