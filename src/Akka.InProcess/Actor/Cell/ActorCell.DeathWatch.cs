namespace Akka.Actor;

/// <summary>Who watches whom. Exactly one notice per watch, also if the watched actor is long gone.</summary>
internal sealed partial class ActorCell
{
    private HashSet<ActorRefBase>? _watching;
    // Those whose Terminated lies in the mailbox.
    private HashSet<ActorRefBase>? _terminatedQueued;
    private HashSet<ActorRefBase>? _watchedBy;

    public IActorRef Watch(IActorRef subject)
    {
        var actor = Unwrap(subject) ?? throw new ArgumentNullException(nameof(subject), "subject must not be null");
        if (!ReferenceEquals(actor, this) && (_watching ??= new(ReferenceEqualityComparer.Instance)).Add(actor))
            actor.SendSystemMessage(new Watch(actor, this));
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var actor = Unwrap(subject) ?? throw new ArgumentNullException(nameof(subject), "subject must not be null");
        if (_watching?.Remove(actor) is true) actor.SendSystemMessage(new Unwatch(this));
        _terminatedQueued?.Remove(actor);
        return subject;
    }

    /// <summary>Lets the Terminated of <paramref name="actor"/> that is in the mailbox through.</summary>
    internal void ExpectTerminated(ActorRefBase actor) => (_terminatedQueued ??= new(ReferenceEqualityComparer.Instance)).Add(actor);

    private void ReceiveTerminated(Terminated terminated)
    {
        if (_terminatedQueued?.Remove(Unwrap(terminated.ActorRef)!) is true) _actor!.AroundReceive(_behavior, terminated);
    }

    private void WatchedActorTerminated(DeathWatchNotification gone)
    {
        if (_watching?.Remove(gone.Actor) is true && !_isTerminating)
        {
            Tell(new Terminated(gone.Actor, gone.ExistenceConfirmed, addressTerminated: false), gone.Actor);
            ExpectTerminated(gone.Actor);
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
            foreach (var watched in _watching) watched.SendSystemMessage(new Unwatch(this));
        _watching = null;
        _terminatedQueued = null;
    }
}
