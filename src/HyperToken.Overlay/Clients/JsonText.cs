using System.Text;
using System.Text.Json;

namespace HyperToken.Overlay.Clients;

/// <summary>Strings of JSON, without the runtime's exceptions for lone surrogates, which JavaScript sends and takes.</summary>
internal static class JsonText
{
    /// <summary>A name of an envelope has at most 12 characters, each of which may be escaped.</summary>
    private const int MaxEscapedName = 12 * 6;

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Whether the string the reader is at says this, however it is written.</summary>
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return raw.SequenceEqual(name);

        if (raw.Length > MaxEscapedName)
            return false;

        Span<byte> text = stackalloc byte[MaxEscapedName];
        return text[..Unescape(raw, text)].SequenceEqual(name);
    }

    /// <summary>The string the reader is at; lone surrogates are replaced.</summary>
    public static string Read(in Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(raw);

        var text = new byte[raw.Length];
        return Encoding.UTF8.GetString(text.AsSpan(0, Unescape(raw, text)));
    }

    /// <summary>Resolves the escapes of a string; lone surrogates are replaced.</summary>
    /// <param name="escaped">What stands between the quotes, already found to be valid JSON and UTF-8.</param>
    /// <param name="text">Takes the text, which is never longer than <paramref name="escaped"/>.</param>
    /// <returns>The length of the text in bytes.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> text)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
            {
                escaped.CopyTo(text[written..]);
                return written + escaped.Length;
            }

            escaped[..plain].CopyTo(text[written..]);
            written += plain;
            if (escaped[plain + 1] == (byte)'u')
            {
                written += UnescapeHex(ref escaped, plain, text[written..]);
            }
            else
            {
                text[written++] = Simple(escaped[plain + 1]);
                escaped = escaped[(plain + 2)..];
            }
        }
    }

    private static int UnescapeHex(ref ReadOnlySpan<byte> escaped, int at, Span<byte> text)
    {
        var first = (char)Hex(escaped.Slice(at + 2, 4));
        escaped = escaped[(at + 6)..];
        if (Rune.TryCreate(first, out var rune))
            return rune.EncodeToUtf8(text);

        if (char.IsHighSurrogate(first) && escaped.Length >= 6 && escaped[0] == (byte)'\\' && escaped[1] == (byte)'u'
            && Rune.TryCreate(first, (char)Hex(escaped.Slice(2, 4)), out rune))
        {
            escaped = escaped[6..];
            return rune.EncodeToUtf8(text);
        }

        Replacement.CopyTo(text);
        return Replacement.Length;
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);

        return value;
    }

    private static byte Simple(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };
}
