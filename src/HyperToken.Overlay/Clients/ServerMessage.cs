namespace HyperToken.Overlay.Clients;

/// <summary>
/// A message on its way to clients of relays: said by a relay, or by another client and then with that client's id in it. Immutable to
/// those who use it; encoded once per format, however many receive it. Safe to use from any thread.
/// </summary>
public sealed class ServerMessage
{
    private readonly MessageFormat _format;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Lazy<ReadOnlyMemory<byte>>? _compressed;
    private readonly Lazy<ReadOnlyMemory<byte>> _transcoded;

    /// <summary>A message as it goes out in one format, valid throughout.</summary>
    internal ServerMessage(MessageFormat format, ReadOnlyMemory<byte> bytes)
    {
        _format = format;
        _bytes = bytes;
        _transcoded = new Lazy<ReadOnlyMemory<byte>>(Transcode);
    }

    private ServerMessage(byte[] frame)
        : this(MessageFormat.Binary, frame) =>
        _compressed = new Lazy<ReadOnlyMemory<byte>>(() => BinaryFrame.Compress(frame));

    /// <summary>The message in a format. What one format cannot express becomes what JavaScript makes of it.</summary>
    /// <param name="format">The format.</param>
    /// <returns>What goes out in one WebSocket message: text for JSON, else binary. JSON is at most 14 times as long as MessagePack.</returns>
    public ReadOnlyMemory<byte> In(MessageFormat format)
    {
        if (format != _format)
            return _transcoded.Value;

        return _compressed?.Value ?? _bytes;
    }

    /// <summary>A binary message that is not compressed yet, but goes out so if that makes it shorter.</summary>
    /// <param name="frame">The message with flags of zero.</param>
    internal static ServerMessage Compressible(byte[] frame) =>
        BinaryFrame.IsCompressible(frame) ? new ServerMessage(frame) : new ServerMessage(MessageFormat.Binary, frame);

    private ReadOnlyMemory<byte> Transcode()
    {
        var other = _format == MessageFormat.Json ? MessageFormat.Binary : MessageFormat.Json;
        var transcoded = _format == MessageFormat.Json ? FromJson() : FromBinary();
        return transcoded ?? ServerNotices.Error("A message could not be converted.").In(other);
    }

    private byte[]? FromJson() =>
        JsonToMessagePack.TryConvert(_bytes.Span, BinaryFrame.HeadBytes) is { } frame ? BinaryFrame.Compress(frame) : null;

    private byte[]? FromBinary() =>
        BinaryFrame.TryOpen(_bytes, ClientMessage.DefaultMaxBytes, out var body) is null ? MessagePackToJson.TryConvert(body.Span) : null;
}
