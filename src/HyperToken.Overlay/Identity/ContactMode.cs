namespace HyperToken.Overlay.Identity;

/// <summary>Whether others may rely on a peer.</summary>
public enum ContactMode
{
    /// <summary>Takes part fully: enters tables, answers lookups, forwards broadcasts.</summary>
    Server = 0,

    /// <summary>A browser or weak peer: never entered into a table, never a delegate.</summary>
    Leaf = 1,
}
