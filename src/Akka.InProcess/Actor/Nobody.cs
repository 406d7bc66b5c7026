namespace Akka.Actor;

/// <summary>A reference without an actor: whatever it is told disappears, unlike with the dead letters.</summary>
public sealed class Nobody : ActorRefBase
{
    private Nobody() { }
    /// <summary>The one instance.</summary>
    public static Nobody Instance { get; } = new();
    /// <inheritdoc/>
    public override ActorPath Path { get; } = ActorPath.Root("all-systems") / "Nobody";
    internal override ActorSystem? Owner => null;
    /// <inheritdoc/>
    public override void Tell(object message, IActorRef? sender) { }
}
