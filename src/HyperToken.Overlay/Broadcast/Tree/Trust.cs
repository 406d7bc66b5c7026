namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>What a peer thinks of a contact when it looks for a delegate.</summary>
internal enum Trust : byte
{
    /// <summary>Nothing is known against it: it may be given a region.</summary>
    Trusted = 0,

    /// <summary>It was silent once: it is asked before it is given anything.</summary>
    Doubtful,

    /// <summary>It was silent again and again: it is passed over.</summary>
    Dead,
}
