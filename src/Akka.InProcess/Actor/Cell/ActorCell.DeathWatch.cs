namespace Akka.Actor;

/// <summary>Who watches whom. Exactly one notice per watch, also if the watched actor is long gone.</summary>
internal sealed partial class ActorCell
{
    // Watched actors, and those whose Terminated lies in the mailbox, each with the message to deliver instead (null: Terminated).
    private Dictionary<ActorRefBase, object?>? _watching;
    private Dictionary<ActorRefBase, object?>? _terminatedQueued;
    private HashSet<ActorRefBase>? _watchedBy;

    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var actor = Unwrap(subject) ?? throw new ArgumentNullException(nameof(subject), "subject must not be null");
        if (_watching?.Remove(actor) is true) actor.SendSystemMessage(new Unwatch(this));
        _terminatedQueued?.Remove(actor);
        return subject;
    }

    private IActorRef Watch(IActorRef subject, object? message)
    {
        var actor = Unwrap(subject) ?? throw new ArgumentNullException(nameof(subject), "subject must not be null");
        if (!ReferenceEquals(actor, this) && (_watching ??= new(ReferenceEqualityComparer.Instance)).TryAdd(actor, message))
            actor.SendSystemMessage(new Watch(actor, this));
        return subject;
    }

    /// <summary>Lets the Terminated of <paramref name="actor"/> that is in the mailbox through.</summary>
    internal void ExpectTerminated(ActorRefBase actor, object? instead) =>
        (_terminatedQueued ??= new(ReferenceEqualityComparer.Instance))[actor] = instead;

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_terminatedQueued?.Remove(Unwrap(terminated.ActorRef)!, out var instead) is true)
            _actor!.AroundReceive(_behavior, instead ?? terminated);
    }

    private void WatchedActorTerminated(DeathWatchNotification gone)
    {
        if (_watching?.Remove(gone.Actor, out var instead) is true && !_isTerminating)
        {
            Tell(new Terminated(gone.Actor, gone.ExistenceConfirmed, addressTerminated: false), gone.Actor);
            ExpectTerminated(gone.Actor, instead);
        }

        if (gone.Actor is ActorCell cell && _children?.Contains(cell) is true) HandleChildTerminated(cell);
    }

    // The parent hears of every death anyway.
    private void AddWatcher(ActorRefBase watcher)
    {
        if (!ReferenceEquals(watcher, Parent)) (_watchedBy ??= new(ReferenceEqualityComparer.Instance)).Add(watcher);
    }

    private void RemoveWatcher(ActorRefBase watcher) => _watchedBy?.Remove(watcher);

    private void TellWatchers()
    {
        if (_watchedBy is null) return;
        foreach (var watcher in _watchedBy) watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true));
        _watchedBy = null;
    }

    private void UnwatchAll()
    {
        if (_watching is not null)
            foreach (var watched in _watching.Keys) watched.SendSystemMessage(new Unwatch(this));
        _watching = null;
        _terminatedQueued = null;
    }
}
