namespace HyperToken;

/// <summary>A peer crashed or was stopped before it could answer. One that crashed is back already.</summary>
public sealed class PeerUnavailableException : Exception
{
    /// <summary>Says what happened, and why.</summary>
    public PeerUnavailableException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
