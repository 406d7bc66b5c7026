namespace Akka.Actor;

/// <summary>What goes on when the last stopping child is gone.</summary>
internal enum ChildrenWait
{
    None,
    Creation,
    Recreation,
    Termination,
}

/// <summary>
/// An actor's children by name, until they have terminated. Locked, since anyone may create a top-level actor or look a child up;
/// no message passes through here.
/// </summary>
internal sealed class ActorChildren
{
    private readonly Dictionary<string, ActorCell> _byName = [];
    private int _stopping;
    private Exception? _cause;

    internal ChildrenWait Wait { get; private set; }

    internal void Add(ActorCell child)
    {
        lock (_byName)
        {
            if (Wait == ChildrenWait.Termination)
                throw new InvalidOperationException($"Cannot reserve actor name '{child.Path.Name}'. Is terminating.");
            if (!_byName.TryAdd(child.Path.Name, child))
                throw new InvalidActorNameException($"Actor name \"{child.Path.Name}\" is not unique!");
        }
    }

    internal ActorCell? Find(string name)
    {
        lock (_byName) return _byName.GetValueOrDefault(name);
    }

    internal bool Contains(ActorCell child) => ReferenceEquals(Find(child.Path.Name), child);

    internal ActorCell[] Snapshot()
    {
        lock (_byName) return [.. _byName.Values];
    }

    /// <summary>Notes that a child was told to stop.</summary>
    internal void MarkStopping(ActorCell child)
    {
        lock (_byName)
        {
            if (child.IsStoppingForParent || !ReferenceEquals(_byName.GetValueOrDefault(child.Path.Name), child)) return;
            child.IsStoppingForParent = true;
            _stopping++;
        }
    }

    /// <summary>Have <paramref name="wait"/> returned by the <see cref="Remove"/> of the last stopping child; false if there is none.</summary>
    internal bool BeginWait(ChildrenWait wait, Exception? cause)
    {
        lock (_byName)
        {
            // A termination closes the door for new children for good.
            if (_stopping == 0 && wait != ChildrenWait.Termination) return false;
            Wait = wait;
            _cause = cause;
            return _stopping > 0;
        }
    }

    internal (ChildrenWait Wait, Exception? Cause) Remove(ActorCell child)
    {
        lock (_byName)
        {
            _byName.Remove(child.Path.Name);
            if (!child.IsStoppingForParent || --_stopping > 0) return default;
            var done = (Wait, _cause);
            if (Wait != ChildrenWait.Termination) (Wait, _cause) = (ChildrenWait.None, null);
            return done;
        }
    }
}
