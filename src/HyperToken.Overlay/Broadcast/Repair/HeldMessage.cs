namespace HyperToken.Overlay.Broadcast.Repair;
/// <summary>stub</summary>
public sealed class HeldMessage(MessageId id, Envelope envelope, Instant now)
{
    /// <summary>stub</summary>
    public MessageId Id { get; } = id;
    /// <summary>stub</summary>
    public Envelope Envelope { get; } = envelope;
    /// <summary>stub</summary>
    public Instant ReceivedAt { get; } = now;
    internal ushort Served { get; set; }
    internal object? Work { get; set; }
}
