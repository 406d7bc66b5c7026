namespace Akka.Actor;

/// <summary>Handles a message; false means unhandled.</summary>
public delegate bool Receive(object message);

/// <summary>Handles a message.</summary>
public delegate void UntypedReceive(object message);

/// <summary>Makes actors.</summary>
public interface IActorRefFactory
{
    /// <summary>Creates a child. Its constructor runs later, on a pool thread.</summary>
    /// <exception cref="InvalidActorNameException">The name is malformed or taken until its holder has terminated.</exception>
    /// <exception cref="InvalidOperationException">The parent is terminating.</exception>
    IActorRef ActorOf(Props props, string? name = null);
    /// <summary>Selects by path: absolute (/user/a, akka://system/user/a) or relative (a/b, ../a).</summary>
    ActorSelection ActorSelection(string actorPath);
    /// <summary>Selects by path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);
}

/// <summary>Shorthands for <see cref="IActorRefFactory"/>.</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Creates a child with a constructor without arguments.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null) where TActor : ActorBase, new() =>
        factory.ActorOf(Props.Create<TActor>(), name);
}

/// <summary>Watches for the death of actors.</summary>
public interface ICanWatch
{
    /// <summary>Have <see cref="Terminated"/> delivered once when <paramref name="subject"/> is gone, or at once if it is.</summary>
    IActorRef Watch(IActorRef subject);
    /// <summary>As <see cref="Watch"/>, with a message of one's own in place of <see cref="Terminated"/>.</summary>
    IActorRef WatchWith(IActorRef subject, object message);
    /// <summary>Ends a watch; a notice still in the mailbox is discarded.</summary>
    IActorRef Unwatch(IActorRef subject);
}

/// <summary>What an actor sees of its surroundings. Only for use within the actor's own message handling.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>This actor.</summary>
    IActorRef Self { get; }
    /// <summary>The sender of the message being handled; the dead letters if there was none.</summary>
    IActorRef Sender { get; }
    /// <summary>The actor that created this one and supervises it.</summary>
    IActorRef Parent { get; }
    /// <summary>The system.</summary>
    ActorSystem System { get; }
    /// <summary>How this actor was made.</summary>
    Props Props { get; }
    /// <summary>Replaces the behaviour on top of the stack, from the next message on; the actor's own stays below.</summary>
    void Become(Receive receive);
    /// <summary>Puts a behaviour on the stack.</summary>
    void BecomeStacked(Receive receive);
    /// <summary>Returns to the behaviour below; the lowest stays.</summary>
    void UnbecomeStacked();
    /// <summary>The child of that name, or nobody.</summary>
    IActorRef Child(string name);
    /// <summary>All children, among them those which are stopping.</summary>
    IEnumerable<IActorRef> GetChildren();
    /// <summary>Have <see cref="Actor.ReceiveTimeout"/> delivered each time nothing came for so long; null ends it.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);
    /// <summary>The receive timeout in force.</summary>
    TimeSpan? ReceiveTimeout { get; }
    /// <summary>Stops an actor after the message it is handling; what is left in its mailbox goes to the dead letters.</summary>
    void Stop(IActorRef child);
}

/// <summary>The context of an <see cref="UntypedActor"/>.</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <inheritdoc cref="IActorContext.Become"/>
    void Become(UntypedReceive receive);
    /// <inheritdoc cref="IActorContext.BecomeStacked"/>
    void BecomeStacked(UntypedReceive receive);
}
