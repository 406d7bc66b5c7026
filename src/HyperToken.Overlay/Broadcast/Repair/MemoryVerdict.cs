namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>What a <see cref="MessageMemory"/> makes of a message.</summary>
public enum MemoryVerdict
{
    /// <summary>Never seen before: it is held now, and to be delivered.</summary>
    New = 0,

    /// <summary>Seen before.</summary>
    Known,

    /// <summary>So old that nobody can tell any more whether it was seen: not to be delivered.</summary>
    TooOld,

    /// <summary>More streams than can be remembered have sent within the retention: a new one is not let in, for its copies could not be told apart.</summary>
    NoRoom,
}
