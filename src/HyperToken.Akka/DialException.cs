namespace HyperToken;

/// <summary>A peer could not be reached over the network, or did not prove who it is.</summary>
public sealed class DialException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">Which address, and why.</param>
    /// <param name="inner">What went wrong below.</param>
    public DialException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
