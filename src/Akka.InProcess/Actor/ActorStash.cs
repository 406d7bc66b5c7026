namespace Akka.Actor;

/// <summary>An actor with a stash; the engine sets <see cref="Stash"/> after the constructor, before PreStart.</summary>
public interface IActorStash
{
    /// <summary>The stash.</summary>
    IStash Stash { get; set; }
}

/// <summary>An actor with a stash.</summary>
public interface IWithStash : IActorStash;

/// <summary>An actor with a stash without a limit.</summary>
public interface IWithUnboundedStash : IActorStash;

/// <summary>Keeps messages for later. A restart or stop puts all of them back into the mailbox.</summary>
public interface IStash
{
    /// <summary>Keeps the message being handled.</summary>
    /// <exception cref="IllegalActorStateException">It was stashed already.</exception>
    void Stash();
    /// <summary>Puts the oldest message back, before all others in the mailbox.</summary>
    void Unstash();
    /// <summary>Puts all messages back, before all others in the mailbox, in the order in which they came.</summary>
    void UnstashAll();
    /// <summary>Messages kept.</summary>
    int Count { get; }
    /// <summary>True if nothing is kept.</summary>
    bool IsEmpty { get; }
    /// <summary>True if something is kept.</summary>
    bool NonEmpty { get; }
}

/// <summary>The one kind of stash there is.</summary>
internal sealed class ActorStash(ActorCell cell) : IStash
{
    private LinkedList<(object Message, IActorRef Sender)>? _kept;
    private int _lastStashed;

    public int Count => _kept?.Count ?? 0;
    public bool IsEmpty => Count == 0;
    public bool NonEmpty => Count > 0;

    public void Stash()
    {
        var message = cell.CurrentMessage ?? throw new IllegalActorStateException("There is no message to stash");
        if (_lastStashed == cell.EnvelopeId) throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        _lastStashed = cell.EnvelopeId;
        (_kept ??= []).AddLast((message, cell.Sender));
    }

    public void Unstash()
    {
        if (_kept?.First is not { } oldest) return;
        _kept.RemoveFirst();
        PutBack(oldest.Value);
    }

    public void UnstashAll()
    {
        for (var newest = _kept?.Last; newest is not null; newest = newest.Previous) PutBack(newest.Value);
        _kept = null;
    }

    private void PutBack((object Message, IActorRef Sender) kept)
    {
        cell.EnqueueFirst(kept.Message, kept.Sender);
        if (kept.Message is Terminated terminated) cell.ExpectTerminated(ActorRefBase.Unwrap(terminated.ActorRef)!, null);
    }
}
