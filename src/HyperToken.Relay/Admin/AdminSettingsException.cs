namespace HyperToken.Relay.Admin;

/// <summary>An admin endpoint cannot be opened as asked for. The message says why, and how to mend it.</summary>
public sealed class AdminSettingsException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public AdminSettingsException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
