namespace HyperToken.Relay.Admin;

/// <summary>A request is refused. The message says why, and how to mend it.</summary>
internal sealed class AdminException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}
