namespace HyperToken.Overlay.Clients;

/// <summary>
/// MessagePack as JSON: what a JavaScript relay makes of it that decodes the one and encodes the other. Bytes become an object, dates become
/// text, what is no number becomes null.
/// </summary>
internal static class MessagePackToJson
{
    /// <summary>The JSON of a value; null when it is not valid MessagePack. At most 14 times as long.</summary>
    public static byte[]? TryConvert(ReadOnlySpan<byte> body)
    {
        var reader = new MessagePackReader(body);
        var writer = new JsonWriter(body.Length + (body.Length / 2) + 16);
        return TryWrite(ref reader, writer, 0) && reader.IsAtEnd ? writer.Written.ToArray() : null;
    }

    private static bool TryWrite(ref MessagePackReader reader, JsonWriter writer, int depth)
    {
        if (!reader.TryRead(out var token) || (token.IsContainer && depth >= ClientMessage.MaxDepth))
            return false;

        switch (token.Kind)
        {
            case MessagePackKind.Array:
                return TryWriteArray(ref reader, writer, token.Length, depth + 1);
            case MessagePackKind.Map:
                return TryWriteMap(ref reader, writer, token.Length, depth + 1);
            case MessagePackKind.Boolean:
                writer.Raw(token.Number == 0 ? "false"u8 : "true"u8);
                return true;
            case MessagePackKind.Number:
                writer.Number(token.Number);
                return true;
            case MessagePackKind.String:
                writer.String(reader.Content(token));
                return true;
            case MessagePackKind.Binary:
                writer.Bytes(reader.Content(token));
                return true;
            case MessagePackKind.Extension:
                return TryWriteExtension(reader, writer, token);
            default:
                writer.Raw("null"u8);
                return true;
        }
    }

    private static bool TryWriteArray(ref MessagePackReader reader, JsonWriter writer, int count, int depth)
    {
        writer.Raw("["u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                writer.Raw(","u8);

            if (!TryWrite(ref reader, writer, depth))
                return false;
        }

        writer.Raw("]"u8);
        return true;
    }

    private static bool TryWriteMap(ref MessagePackReader reader, JsonWriter writer, int count, int depth)
    {
        writer.Raw("{"u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                writer.Raw(","u8);

            if (!reader.TryRead(out var key) || !MessagePackValue.IsKey(reader, key))
                return false;

            if (key.Kind == MessagePackKind.String)
                writer.String(reader.Content(key));
            else
                writer.NumberString(key.Number);

            writer.Raw(":"u8);
            if (!TryWrite(ref reader, writer, depth))
                return false;
        }

        writer.Raw("}"u8);
        return true;
    }

    private static bool TryWriteExtension(in MessagePackReader reader, JsonWriter writer, in MessagePackToken token)
    {
        var content = reader.Content(token);
        if (token.IsTimestamp)
        {
            if (token.Length is not (4 or 8 or 12))
                return false;

            writer.Date(JavaScriptDate.Milliseconds(content));
            return true;
        }

        writer.Raw("{\"type\":"u8);
        writer.Number(token.Number);
        writer.Raw(",\"data\":"u8);
        writer.Bytes(content);
        writer.Raw("}"u8);
        return true;
    }
}
