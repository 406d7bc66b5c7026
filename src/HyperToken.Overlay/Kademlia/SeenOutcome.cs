namespace HyperToken.Overlay.Kademlia;

/// <summary>What a table did with a contact it was told of.</summary>
public enum SeenOutcome
{
    /// <summary>It never enters: it is the peer itself, or a leaf.</summary>
    Ignored = 0,

    /// <summary>It is new in its bucket.</summary>
    Added,

    /// <summary>It was there, and is now the most recently seen.</summary>
    Refreshed,

    /// <summary>Its bucket is full; it waits in the replacement cache.</summary>
    Waiting,
}
