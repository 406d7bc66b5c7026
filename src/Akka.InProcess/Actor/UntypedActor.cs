namespace Akka.Actor;

/// <summary>An actor with one method for all messages.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <inheritdoc cref="ActorBase.Context"/>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;
    /// <summary>Handles a message; calls <see cref="ActorBase.Unhandled"/> for those it does not know.</summary>
    protected abstract void OnReceive(object message);

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <inheritdoc cref="IActorContext.Become"/>
    protected void Become(UntypedReceive receive) => Context.Become(receive);
    /// <inheritdoc cref="IActorContext.BecomeStacked"/>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
