using System.Buffers;
using System.Text.Json;

namespace HyperToken.Overlay.Clients;

/// <summary>
/// JSON as MessagePack: what a JavaScript relay makes of it that decodes the one and encodes the other. Lone surrogates are replaced. The key
/// __proto__, which no JavaScript client would decode, is left out with its value.
/// </summary>
internal static class JsonToMessagePack
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ClientMessage.MaxDepth };

    /// <summary>Some bytes that are kept free, then the MessagePack of a value; null when it is not valid JSON.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="headBytes">How many bytes are kept free.</param>
    public static byte[]? TryConvert(ReadOnlySpan<byte> json, int headBytes)
    {
        try
        {
            var counts = Counts(json);
            var writer = new MessagePackWriter(headBytes + json.Length);
            writer.Raw(new byte[headBytes]);
            Write(json, counts, writer);
            return writer.Written.ToArray();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How many elements or pairs each array and object has, in the order in which they begin: MessagePack says so before them.</summary>
    private static List<int> Counts(ReadOnlySpan<byte> json)
    {
        var counts = new List<int>();

        // Of each open array or object: where its count is, and how much a value adds to it. Of an object the keys are counted.
        Span<int> open = stackalloc int[ClientMessage.MaxDepth + 1];
        Span<int> perValue = stackalloc int[ClientMessage.MaxDepth + 1];
        var depth = 0;
        counts.Add(0);
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                depth--;
            }
            else if (reader.TokenType != JsonTokenType.PropertyName)
            {
                counts[open[depth]] += perValue[depth];
                if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
                    continue;

                open[++depth] = counts.Count;
                perValue[depth] = reader.TokenType == JsonTokenType.StartArray ? 1 : 0;
                counts.Add(0);
            }
            else if (IsForbidden(reader))
            {
                reader.Skip();
            }
            else
            {
                counts[open[depth]]++;
            }
        }

        return counts;
    }

    private static void Write(ReadOnlySpan<byte> json, List<int> counts, MessagePackWriter writer)
    {
        // The first count is of what is around everything.
        var next = 1;
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    writer.Array(counts[next++]);
                    break;
                case JsonTokenType.StartObject:
                    writer.Map(counts[next++]);
                    break;
                case JsonTokenType.PropertyName when IsForbidden(reader):
                    reader.Skip();
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String:
                    WriteString(reader, writer);
                    break;
                case JsonTokenType.Number:
                    writer.Number(reader.TryGetInt64(out var integer) ? integer : reader.GetDouble());
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    writer.Boolean(reader.TokenType == JsonTokenType.True);
                    break;
                case JsonTokenType.Null:
                    writer.Nil();
                    break;
            }
        }
    }

    private static bool IsForbidden(in Utf8JsonReader reader) => JsonText.Is(reader, "__proto__"u8);

    private static void WriteString(in Utf8JsonReader reader, MessagePackWriter writer)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            writer.String(raw);
            return;
        }

        var text = ArrayPool<byte>.Shared.Rent(raw.Length);
        writer.String(text.AsSpan(0, JsonText.Unescape(raw, text)));
        ArrayPool<byte>.Shared.Return(text);
    }
}
