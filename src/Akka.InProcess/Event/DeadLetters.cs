using Akka.Actor;

namespace Akka.Event;

/// <summary>A message whose loss is no news: published as <see cref="SuppressedDeadLetter"/>, not logged.</summary>
public interface IDeadLetterSuppression;

/// <summary>Whatever was not delivered or not handled.</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    private protected AllDeadLetters(object message, IActorRef? sender, IActorRef recipient) =>
        (Message, Sender, Recipient) = (message, sender!, recipient);

    /// <summary>The message.</summary>
    public object Message { get; }
    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; }
    /// <summary>Whom it did not reach.</summary>
    public IActorRef Recipient { get; }
    /// <inheritdoc/>
    public override string ToString() => $"DeadLetter from {Sender} to {Recipient}: <{Message}>";
}

/// <summary>A message to an actor that is no more.</summary>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

/// <summary>A dead letter that is no news.</summary>
public sealed class SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);

/// <summary>A message the actor did not know.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
