namespace HyperToken;

/// <summary>A key file cannot be used. The message says which, why, and how to mend it.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">Which file, why, and how to mend it.</param>
    /// <param name="inner">What went wrong below.</param>
    public KeyFileException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
