namespace HyperToken;

/// <summary>
/// A peer has not published a message, and will not, because earlier ones wait: its receivers take them more slowly than they
/// come. The message may be published again later.
/// </summary>
public sealed class PeerBusyException : Exception
{
    /// <summary>Says what is full.</summary>
    public PeerBusyException(string message)
        : base(message)
    {
    }
}
