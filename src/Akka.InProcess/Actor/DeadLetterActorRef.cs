using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Takes what nobody can receive and publishes it. Also stands in for an actor that was looked up and not found, in which case
/// the dead letter names that actor's path.
/// </summary>
internal sealed class DeadLetterActorRef(ActorSystem system, ActorPath path) : ActorRefBase
{
    public override ActorPath Path { get; } = path;
    internal override ActorSystem Owner => system;

    public override void Tell(object message, IActorRef? sender)
    {
        var letter = message switch
        {
            null => throw new ArgumentNullException(nameof(message)),
            AllDeadLetters already => already,
            _ => new DeadLetter(message, sender ?? system.DeadLetters, this),
        };
        switch (letter.Message)
        {
            case Identify identify:
                letter.Sender?.Tell(new ActorIdentity(identify.MessageId, ActorRefs.Nobody), this);
                break;
            case IDeadLetterSuppression suppressed when letter is DeadLetter:
                system.EventStream.Publish(new SuppressedDeadLetter(suppressed, letter.Sender!, letter.Recipient));
                break;
            default:
                system.EventStream.Publish(letter);
                break;
        }
    }

    internal override void SendSystemMessage(SystemMessage message) => (message as Watch)?.AnswerDead(existed: false);
}
