namespace HyperToken.Overlay.Clients;

/// <summary>What a relay has to understand of a message, while it is read. Of a key that occurs twice the last counts, as in JavaScript.</summary>
internal struct EnvelopeFields
{
    /// <summary>Room codes have nine characters; what is longer than this names no room.</summary>
    public const int MaxRoomCodeLength = 64;

    public string? Type;
    public string? TargetPeerId;
    public string? RoomCode;
    public string? PayloadRoomCode;
    public bool IsSignal;

    /// <summary>The message that has these fields.</summary>
    /// <param name="format">How it is encoded.</param>
    /// <param name="bytes">The message as it came.</param>
    /// <param name="body">Its JSON or MessagePack, valid throughout.</param>
    /// <param name="slot">Where that takes the sender's id.</param>
    public readonly ClientMessage Message(
        MessageFormat format, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> body, SenderSlot slot) =>
        new(format, bytes, body, slot)
        {
            Type = Type,
            TargetPeerId = TargetPeerId,
            IsSignal = IsSignal,
            RoomCode = PayloadRoomCode ?? RoomCode,
        };

    /// <summary>A room code as it was meant; null where it names none.</summary>
    public static string? NormalRoomCode(string code)
    {
        if (code.Length > MaxRoomCodeLength)
            return null;

        var normal = code.Trim().ToUpperInvariant();
        return normal.Length == 0 ? null : normal;
    }
}
