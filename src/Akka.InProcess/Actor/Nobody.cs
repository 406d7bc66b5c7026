namespace Akka.Actor;

public sealed class Nobody : ActorRefBase
{
    private Nobody() { }
    public static Nobody Instance { get; } = new();
    public override ActorPath Path { get; } = ActorPath.Root("all-systems") / "Nobody";
    internal override ActorSystem? Owner => null;
    public override void Tell(object message, IActorRef? sender) { }
}
