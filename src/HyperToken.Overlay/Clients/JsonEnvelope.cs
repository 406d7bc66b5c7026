using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace HyperToken.Overlay.Clients;

/// <summary>
/// Messages in JSON: read in one pass and forwarded as the client wrote them, with nothing but the sender's id put in. Names are compared
/// without their escapes, and of the key for the sender one is left, so that no spelling carries another id past this.
/// </summary>
internal static class JsonEnvelope
{
    public static string? TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out ClientMessage? message)
    {
        message = null;
        if (bytes.Span[0] != (byte)'{')
            return "The message is no object.";

        // It goes out in text frames, and the connection of whoever receives one that is not UTF-8 ends.
        var body = Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span));

        try
        {
            var fields = default(EnvelopeFields);
            var scan = new SenderScan();
            body = body[..Read(body.Span, ref fields, ref scan)];
            if (scan.Surplus is { } surplus)
                body = Without(body.Span, surplus);

            message = fields.Message(MessageFormat.Json, bytes, body, scan.Slot);
            return null;
        }
        catch (JsonException)
        {
            return $"The message is no valid JSON, or nested deeper than {ClientMessage.MaxDepth}.";
        }
    }

    /// <summary>The message with its sender's id.</summary>
    public static byte[] From(ReadOnlySpan<byte> body, SenderSlot slot, string fromPeerId)
    {
        var key = slot.Kind switch
        {
            SenderSlotKind.FirstKey => "\"fromPeerId\":"u8,
            SenderSlotKind.NextKey => ",\"fromPeerId\":"u8,
            _ => default,
        };
        var id = JsonWriter.Quoted(fromPeerId);
        var message = new byte[body.Length - (slot.End - slot.Start) + key.Length + id.Length];
        var rest = message.AsSpan();
        body[..slot.Start].MoveTo(ref rest);
        key.MoveTo(ref rest);
        id.MoveTo(ref rest);
        body[slot.End..].CopyTo(rest);
        return message;
    }

    private static int Read(ReadOnlySpan<byte> bytes, ref EnvelopeFields fields, ref SenderScan scan)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = ClientMessage.MaxDepth });
        reader.Read();
        var last = (int)reader.BytesConsumed;
        var isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadProperty(ref reader, ref fields, ref scan, last);
            last = (int)reader.BytesConsumed;
            isFirst = false;
        }

        var length = (int)reader.BytesConsumed;
        scan.End(new SenderSlot(length - 1, length - 1, isFirst ? SenderSlotKind.FirstKey : SenderSlotKind.NextKey));

        // Fails where anything but blanks follows.
        reader.Read();
        return length;
    }

    private static void ReadProperty(ref Utf8JsonReader reader, ref EnvelopeFields fields, ref SenderScan scan, int last)
    {
        if (JsonText.Is(reader, "fromPeerId"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            scan.Found(start, (int)reader.BytesConsumed, last);
        }
        else if (JsonText.Is(reader, "type"u8))
        {
            fields.Type = ReadString(ref reader);
        }
        else if (JsonText.Is(reader, "targetPeerId"u8))
        {
            fields.TargetPeerId = ReadTarget(ref reader);
        }
        else if (JsonText.Is(reader, "roomCode"u8))
        {
            fields.RoomCode = ReadRoomCode(ref reader);
        }
        else if (JsonText.Is(reader, "payload"u8))
        {
            reader.Read();
            ReadPayload(ref reader, ref fields);
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadPayload(ref Utf8JsonReader reader, ref EnvelopeFields fields)
    {
        fields.IsSignal = false;
        fields.PayloadRoomCode = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(reader, "type"u8))
            {
                reader.Read();
                fields.IsSignal = reader.TokenType == JsonTokenType.String && IsSignalType(reader);
                reader.Skip();
            }
            else if (JsonText.Is(reader, "roomCode"u8))
            {
                fields.PayloadRoomCode = ReadRoomCode(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static bool IsSignalType(in Utf8JsonReader reader) =>
        JsonText.Is(reader, "webrtc-offer"u8) || JsonText.Is(reader, "webrtc-answer"u8) || JsonText.Is(reader, "webrtc-ice-candidate"u8);

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return JsonText.Read(reader);

        reader.Skip();
        return null;
    }

    private static string? ReadRoomCode(ref Utf8JsonReader reader) =>
        ReadString(ref reader) is { } code ? EnvelopeFields.NormalRoomCode(code) : null;

    private static string? ReadTarget(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var target = JsonText.Read(reader);
                return target.Length == 0 ? null : target;
            case JsonTokenType.Null or JsonTokenType.False:
                return null;
            case JsonTokenType.Number when reader.TryGetDouble(out var number) && number == 0:
                return null;
            default:
                reader.Skip();
                return ClientMessage.Nobody;
        }
    }

    /// <summary>The message without some of its parts, which lie behind where the sender's id goes.</summary>
    private static byte[] Without(ReadOnlySpan<byte> bytes, List<(int Start, int End)> parts)
    {
        var left = new byte[bytes.Length - parts.Sum(part => part.End - part.Start)];
        var (from, to) = (0, 0);
        foreach (var (start, end) in parts)
        {
            bytes[from..start].CopyTo(left.AsSpan(to));
            to += start - from;
            from = end;
        }

        bytes[from..].CopyTo(left.AsSpan(to));
        return left;
    }
}
