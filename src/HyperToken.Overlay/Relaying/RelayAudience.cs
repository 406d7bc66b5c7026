namespace HyperToken.Overlay.Relaying;

/// <summary>Some of a relay's own clients.</summary>
/// <param name="Room">Those in this room; null: those in no room.</param>
public readonly record struct RelayAudience(string? Room)
{
    /// <summary>The clients in no room.</summary>
    public static readonly RelayAudience Lobby = new(null);
}
