namespace HyperToken.Overlay.Broadcast.Repair;
/// <summary>stub</summary>
public enum MemoryVerdict
{
    /// <summary>stub</summary>
    New,
    /// <summary>stub</summary>
    Known,
    /// <summary>stub</summary>
    TooOld,
}
