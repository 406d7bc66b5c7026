using System.Diagnostics.CodeAnalysis;

namespace HyperToken.Overlay.Clients;

/// <summary>One message of a client, read only as far as a relay has to understand it. Immutable.</summary>
public sealed class ClientMessage
{
    /// <summary>How long the MessagePack of a compressed message may be, in bytes, where nothing else is said.</summary>
    public const int DefaultMaxBytes = 1 << 20;

    /// <summary>How deep objects and arrays may be nested, the message itself included. The JavaScript encoder of MessagePack ends at 100.</summary>
    internal const int MaxDepth = 128;

    /// <summary>A target that is no string but counts as true in JavaScript: the message is for one client, and none has this id.</summary>
    internal const string Nobody = "?";

    private readonly ReadOnlyMemory<byte> _body;
    private readonly SenderSlot _slot;

    internal ClientMessage(MessageFormat format, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> body, SenderSlot slot)
    {
        Format = format;
        Bytes = bytes;
        _body = body;
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

    /// <summary>How a message is encoded, by its first byte; also of one that cannot be read.</summary>
    /// <param name="bytes">The message.</param>
    public static MessageFormat FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty || bytes[0] is (byte)'{' or (byte)'[' ? MessageFormat.Json : MessageFormat.Binary;

    /// <summary>
    /// Reads a message in either format. What others would not be able to read is refused: what is no object, or nested deeper than 128;
    /// in MessagePack also keys that are neither text nor a number. Text that is not UTF-8 goes on with replacement characters.
    /// </summary>
    /// <param name="bytes">What came in one WebSocket message. Must not be changed while the message is in use.</param>
    /// <param name="message">The message, unless an error is returned.</param>
    /// <param name="maxBytes">How long the MessagePack of a compressed message may be, in bytes.</param>
    /// <returns>What is wrong with it, in one line for its sender; null when nothing is.</returns>
    public static string? TryRead(
        ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ClientMessage? message, int maxBytes = DefaultMaxBytes)
    {
        message = null;
        if (bytes.IsEmpty)
            return "The message is empty.";

        return FormatOf(bytes.Span) == MessageFormat.Json
            ? JsonEnvelope.TryRead(bytes, out message)
            : MessagePackEnvelope.TryRead(bytes, maxBytes, out message);
    }

    /// <summary>The message as others receive it: as it came, with its sender's id in place of whatever the sender said.</summary>
    /// <param name="fromPeerId">The sender's id.</param>
    public ServerMessage From(string fromPeerId) => Format == MessageFormat.Json
        ? new ServerMessage(Format, JsonEnvelope.From(_body.Span, _slot, fromPeerId))
        : ServerMessage.Compressible(MessagePackEnvelope.From(_body.Span, _slot, fromPeerId));
}
