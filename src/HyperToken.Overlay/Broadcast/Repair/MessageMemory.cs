namespace HyperToken.Overlay.Broadcast.Repair;
/// <summary>stub</summary>
public sealed class MessageMemory
{
    private readonly Dictionary<MessageId, HeldMessage> _held = [];
    /// <summary>stub</summary>
    public HeldMessage? Find(MessageId id) => _held.GetValueOrDefault(id);
    /// <summary>stub</summary>
    public MemoryVerdict TryHold(Envelope envelope, EnvelopeBody body, Instant now, out HeldMessage? held)
    {
        held = new HeldMessage(body.Id, envelope, now);
        return _held.TryAdd(body.Id, held) ? MemoryVerdict.New : MemoryVerdict.Known;
    }
}
