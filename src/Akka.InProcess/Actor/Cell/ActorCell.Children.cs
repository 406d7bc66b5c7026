namespace Akka.Actor;

/// <summary>Creating, finding and stopping children.</summary>
internal sealed partial class ActorCell
{
    private const string NameDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";
    private static long _lastUid;
    private ActorChildren? _children;
    private long _nextName = -1;

    // The parent's notes about this child: they spare an object per child, and only the parent reads or writes them.
    internal bool IsStoppingForParent;
    internal int Restarts;
    internal long RestartWindowStart;

    internal ReadOnlySpan<ActorCell> Children => _children is null ? [] : _children.Snapshot();

    /// <summary>For guardians, whose children others create: no child can slip in once they terminate.</summary>
    internal ActorCell WithChildren()
    {
        _children = new ActorChildren();
        return this;
    }

    public IActorRef ActorOf(Props props, string? name = null)
    {
        if (props is null) throw new ArgumentNullException(nameof(props), "Props must not be null");
        if (name is { Length: 0 }) throw new InvalidActorNameException("Actor name must not be empty.");
        if (name is not null && !ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: -_.*$+:@&=,!~';().");
        if (_isTerminating) throw new InvalidOperationException($"Cannot create a child of [{this}]: it is terminating.");
        return AddChild(props, name ?? NextName()).Started();
    }

    public IActorRef Child(string name) => FindChild(name) is { } child ? child : ActorRefs.Nobody;
    public IEnumerable<IActorRef> GetChildren() => _children?.Snapshot() ?? [];

    public void Stop(IActorRef child)
    {
        if (Unwrap(child) is not { } actor) return;
        if (actor is ActorCell cell) _children?.MarkStopping(cell);
        actor.Stop();
    }

    internal ActorCell? FindChild(string name) => _children?.Find(name);

    internal ActorCell AddChild(Props props, string name, bool isGuardian = false)
    {
        var child = new ActorCell(System, props, this, Path.Child(name, Interlocked.Increment(ref _lastUid)));
        if (isGuardian) child.WithChildren();
        (_children ??= new ActorChildren()).Add(child);
        return child;
    }

    internal ActorCell Started()
    {
        ScheduleIfIdle();
        return this;
    }

    private void StopChildren()
    {
        foreach (var child in Children) Stop(child);
    }

    private string NextName()
    {
        var name = new System.Text.StringBuilder("$");
        var number = Interlocked.Increment(ref _nextName);
        do
        {
            name.Append(NameDigits[(int)(number & 63)]);
            number >>= 6;
        }
        while (number > 0);
        return name.ToString();
    }
}
