namespace Akka.Actor;

/// <summary>A message on its way, at the same time the node of the one mailbox it lies in.</summary>
internal sealed class Envelope(object message, IActorRef? sender)
{
    internal readonly object Message = message;
    internal readonly IActorRef? Sender = sender;
    internal Envelope? Next;
}
