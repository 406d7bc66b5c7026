using System.Diagnostics.CodeAnalysis;

namespace HyperToken.Overlay.Clients;

/// <summary>One message of a client, read only as far as a relay has to understand it. Immutable.</summary>
public sealed class ClientMessage
{
    /// <summary>How deep objects and arrays may be nested, the message itself included. The JavaScript encoder of MessagePack ends at 100.</summary>
    internal const int MaxDepth = 128;

    /// <summary>A target that is no string but counts as true in JavaScript: the message is for one client, and none has this id.</summary>
    internal const string Nobody = "?";

    private readonly SenderSlot _slot;

    internal ClientMessage(MessageFormat format, ReadOnlyMemory<byte> bytes, SenderSlot slot)
    {
        Format = format;
        Bytes = bytes;
        _slot = slot;
    }

    /// <summary>How the client encoded it.</summary>
    public MessageFormat Format { get; }

    /// <summary>The message as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The kind of message; null where it is absent or no string.</summary>
    public string? Type { get; internal init; }

    /// <summary>
    /// The one client it is for; null where it is absent, empty, null, false or zero. Any other value that is no string names nobody, and is
    /// an id that no client has.
    /// </summary>
    public string? TargetPeerId { get; internal init; }

    /// <summary>Whether it is WebRTC signalling, by the type of its payload: of no use without a target.</summary>
    public bool IsSignal { get; internal init; }

    /// <summary>The room a room:join names, trimmed and in upper case; null where there is none.</summary>
    public string? RoomCode { get; internal init; }

    /// <summary>Reads a message in either format, which its first byte tells.</summary>
    /// <param name="bytes">What came in one WebSocket message. Must not be changed while the message is in use.</param>
    /// <param name="message">The message, unless an error is returned.</param>
    /// <returns>What is wrong with it, in one line for its sender; null when nothing is.</returns>
    public static string? TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ClientMessage? message)
    {
        message = null;
        if (bytes.IsEmpty)
            return "The message is empty.";

        return bytes.Span[0] is (byte)'{' or (byte)'[' ? JsonEnvelope.TryRead(bytes, out message) : "The codec is missing.";
    }

    /// <summary>The message as others receive it: as it came, with its sender's id in place of whatever the sender said.</summary>
    public ServerMessage From(string fromPeerId) => new(Format, JsonEnvelope.From(Bytes.Span, _slot, fromPeerId));
}
