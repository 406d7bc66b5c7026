using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace HyperToken.Overlay.Clients;

/// <summary>
/// Messages in MessagePack: read in one pass and forwarded as the client wrote them, with nothing but the sender's id put in. JavaScript
/// clients decode text that is not UTF-8 in ways of their own, in which a name can be written so that it is not recognised here: such text is
/// replaced before anything is read. Of the key for the sender one is left.
/// </summary>
internal static class MessagePackEnvelope
{
    /// <summary>The key for the sender: a short string of ten bytes.</summary>
    private static readonly byte[] Key = [0xaa, .. "fromPeerId"u8];

    public static string? TryRead(ReadOnlyMemory<byte> frame, int maxBytes, [NotNullWhen(true)] out ClientMessage? message)
    {
        message = null;
        if (BinaryFrame.TryOpen(frame, maxBytes, out var body) is { } unopened)
            return unopened;

        var fields = default(EnvelopeFields);
        var scan = new SenderScan();
        var hasBrokenText = false;
        if (Read(body.Span, ref fields, ref scan, ref hasBrokenText) is { } error)
            return error;

        if (hasBrokenText)
        {
            body = MessagePackRepair.WithValidText(body.Span);
            (fields, scan) = (default, new SenderScan());
            if (Read(body.Span, ref fields, ref scan, ref hasBrokenText) is { } still)
                return still;
        }

        if (scan.Surplus is { } surplus)
            body = MessagePackRepair.WithoutPairs(body.Span, surplus);

        message = fields.Message(MessageFormat.Binary, frame, body, scan.Slot);
        return null;
    }

    /// <summary>The message with its sender's id, flags of zero before it.</summary>
    public static byte[] From(ReadOnlySpan<byte> body, SenderSlot slot, string fromPeerId)
    {
        var reader = new MessagePackReader(body);
        reader.TryRead(out var map);
        var before = body[reader.Position..slot.Start];
        ReadOnlySpan<byte> key = slot.Kind == SenderSlotKind.Value ? [] : Key;
        ReadOnlySpan<byte> id = Encoding.UTF8.GetBytes(fromPeerId);
        Span<byte> heads = stackalloc byte[2 * MessagePackWriter.MaxHeadBytes];
        ReadOnlySpan<byte> mapHead = heads[..MessagePackWriter.MapHead(heads, key.IsEmpty ? map.Length : map.Length + 1)];
        heads = heads[mapHead.Length..];
        ReadOnlySpan<byte> idHead = heads[..MessagePackWriter.StringHead(heads, id.Length)];

        var after = body[slot.End..];
        var frame = new byte[
            BinaryFrame.HeadBytes + mapHead.Length + before.Length + key.Length + idHead.Length + id.Length + after.Length];
        var rest = frame.AsSpan(BinaryFrame.HeadBytes);
        mapHead.MoveTo(ref rest);
        before.MoveTo(ref rest);
        key.MoveTo(ref rest);
        idHead.MoveTo(ref rest);
        id.MoveTo(ref rest);
        after.CopyTo(rest);
        return frame;
    }

    private static string? Read(ReadOnlySpan<byte> body, ref EnvelopeFields fields, ref SenderScan scan, ref bool hasBrokenText)
    {
        var reader = new MessagePackReader(body);
        if (!reader.TryRead(out var map))
            return MessagePackValue.CutShort;

        if (map.Kind != MessagePackKind.Map)
            return "The message is no object.";

        for (var left = map.Length; left > 0; left--)
        {
            var last = reader.Position;
            if (TryReadName(ref reader, ref hasBrokenText, out var name) is { } badKey)
                return badKey;

            var start = reader.Position;
            var value = reader;
            var error = name.SequenceEqual("payload"u8)
                ? ReadPayload(ref reader, ref fields, ref hasBrokenText)
                : MessagePackValue.Skip(ref reader, 1, ref hasBrokenText);
            if (error is not null)
                return error;

            if (name.SequenceEqual("fromPeerId"u8))
                scan.Found(start, reader.Position, last);
            else if (name.SequenceEqual("type"u8))
                fields.Type = ReadString(ref value);
            else if (name.SequenceEqual("targetPeerId"u8))
                fields.TargetPeerId = ReadTarget(ref value);
            else if (name.SequenceEqual("roomCode"u8))
                fields.RoomCode = ReadRoomCode(ref value);
        }

        scan.End(new SenderSlot(body.Length, body.Length, SenderSlotKind.NextKey));
        return reader.IsAtEnd ? null : "Something follows the message.";
    }

    private static string? ReadPayload(ref MessagePackReader reader, ref EnvelopeFields fields, ref bool hasBrokenText)
    {
        fields.IsSignal = false;
        fields.PayloadRoomCode = null;
        var inside = reader;
        if (!inside.TryRead(out var payload) || payload.Kind != MessagePackKind.Map)
            return MessagePackValue.Skip(ref reader, 1, ref hasBrokenText);

        reader = inside;
        for (var left = payload.Length; left > 0; left--)
        {
            if (TryReadName(ref reader, ref hasBrokenText, out var name) is { } badKey)
                return badKey;

            var value = reader;
            if (MessagePackValue.Skip(ref reader, 2, ref hasBrokenText) is { } error)
                return error;

            if (name.SequenceEqual("type"u8))
                fields.IsSignal = IsSignalType(ref value);
            else if (name.SequenceEqual("roomCode"u8))
                fields.PayloadRoomCode = ReadRoomCode(ref value);
        }

        return null;
    }

    /// <summary>Reads a key; the name stays empty where it is a number.</summary>
    private static string? TryReadName(ref MessagePackReader reader, ref bool hasBrokenText, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!reader.TryRead(out var key))
            return MessagePackValue.CutShort;

        if (!MessagePackValue.IsKey(reader, key))
            return MessagePackValue.ForbiddenKey;

        if (key.Kind == MessagePackKind.String)
            name = reader.Content(key);

        hasBrokenText |= !Utf8.IsValid(name);
        return null;
    }

    private static bool IsSignalType(ref MessagePackReader reader)
    {
        reader.TryRead(out var token);
        if (token.Kind != MessagePackKind.String)
            return false;

        var type = reader.Content(token);
        return type.SequenceEqual("webrtc-offer"u8) || type.SequenceEqual("webrtc-answer"u8) || type.SequenceEqual("webrtc-ice-candidate"u8);
    }

    private static string? ReadString(ref MessagePackReader reader)
    {
        reader.TryRead(out var token);
        return token.Kind == MessagePackKind.String ? Encoding.UTF8.GetString(reader.Content(token)) : null;
    }

    private static string? ReadRoomCode(ref MessagePackReader reader) =>
        ReadString(ref reader) is { } code ? EnvelopeFields.NormalRoomCode(code) : null;

    private static string? ReadTarget(ref MessagePackReader reader)
    {
        reader.TryRead(out var token);
        return token.Kind switch
        {
            MessagePackKind.String => token.Length == 0 ? null : Encoding.UTF8.GetString(reader.Content(token)),
            MessagePackKind.Nil => null,
            MessagePackKind.Boolean or MessagePackKind.Number when token.Number == 0 || double.IsNaN(token.Number) => null,
            _ => ClientMessage.Nobody,
        };
    }
}
