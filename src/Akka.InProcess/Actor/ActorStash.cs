namespace Akka.Actor;

public interface IActorStash
{
    IStash Stash { get; set; }
}

public interface IWithStash : IActorStash;

public interface IStash
{
    void Stash();
    void Unstash();
    void UnstashAll();
    int Count { get; }
}

/// <summary>The one kind of stash there is.</summary>
internal sealed class ActorStash(ActorCell cell) : IStash
{
    private LinkedList<(object Message, IActorRef Sender)>? _kept;
    private int _lastStashed;

    public int Count => _kept?.Count ?? 0;

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
        if (kept.Message is Terminated terminated) cell.ExpectTerminated(ActorRefBase.Unwrap(terminated.ActorRef)!);
    }
}
