using System.Diagnostics.CodeAnalysis;

namespace HyperToken.Overlay.Clients;

/// <summary>One message of a client, read only as far as a relay has to understand it. Immutable.</summary>
public sealed class ClientMessage
{
    internal ClientMessage(MessageFormat format, ReadOnlyMemory<byte> bytes)
    {
        Format = format;
        Bytes = bytes;
    }

    /// <summary>How the client encoded it.</summary>
    public MessageFormat Format { get; }

    /// <summary>The message as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The kind of message; null where it is absent or no string.</summary>
    public string? Type { get; internal init; }

    /// <summary>The one client it is for; null where it is absent, empty or no string.</summary>
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
        return "The codec is missing.";
    }

    /// <summary>The message as others receive it: as it came, with its sender's id in place of whatever the sender said.</summary>
    public ServerMessage From(string fromPeerId) => new(Format, Bytes);
}
