using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace HyperToken.Overlay.Clients;

/// <summary>Writes JSON as JavaScript does, to the byte. What goes between the values is up to the caller.</summary>
internal sealed class JsonWriter(int capacity)
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly ArrayBufferWriter<byte> _bytes = new(capacity);

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>A string by itself.</summary>
    public static ReadOnlySpan<byte> Quoted(string text)
    {
        var writer = new JsonWriter(text.Length + 2);
        writer.String(text);
        return writer.Written.Span;
    }

    /// <summary>Punctuation and words.</summary>
    public void Raw(ReadOnlySpan<byte> json) => _bytes.Write(json);

    /// <summary>A string; lone surrogates are replaced.</summary>
    public void String(string text) => String(Encoding.UTF8.GetBytes(text));

    /// <summary>A string; what is not UTF-8 is replaced.</summary>
    public void String(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));

        Raw("\""u8);
        for (var at = utf8.IndexOfAny(Special); at >= 0; at = utf8.IndexOfAny(Special))
        {
            Raw(utf8[..at]);
            Escape(utf8[at]);
            utf8 = utf8[(at + 1)..];
        }

        Raw(utf8);
        Raw("\""u8);
    }

    /// <summary>A number; null where JSON has none.</summary>
    public void Number(double value)
    {
        if (double.IsFinite(value))
            _bytes.Advance(JavaScriptNumber.Write(value, _bytes.GetSpan(JavaScriptNumber.MaxBytes)));
        else
            Raw("null"u8);
    }

    /// <summary>A string that is a number's text, as keys of JavaScript are.</summary>
    public void NumberString(double value)
    {
        Raw("\""u8);
        _bytes.Advance(JavaScriptNumber.Write(value, _bytes.GetSpan(JavaScriptNumber.MaxBytes)));
        Raw("\""u8);
    }

    /// <summary>A date as a string; null where it is outside of JavaScript's range.</summary>
    /// <param name="milliseconds">Since 1970.</param>
    public void Date(double milliseconds)
    {
        Span<byte> text = stackalloc byte[JavaScriptDate.MaxBytes];
        var length = JavaScriptDate.Write(milliseconds, text);
        if (length == 0)
            Raw("null"u8);
        else
            String(text[..length]);
    }

    /// <summary>Bytes as JavaScript writes an array of them: an object of which the keys are their indices.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Raw("{"u8);
        for (var i = 0; i < bytes.Length; i++)
        {
            Raw(i == 0 ? "\""u8 : ",\""u8);
            Integer(i);
            Raw("\":"u8);
            Integer(bytes[i]);
        }

        Raw("}"u8);
    }

    private void Integer(int value)
    {
        value.TryFormat(_bytes.GetSpan(JavaScriptNumber.MaxBytes), out var written, default, CultureInfo.InvariantCulture);
        _bytes.Advance(written);
    }

    private void Escape(byte value)
    {
        var letter = value switch
        {
            (byte)'"' or (byte)'\\' => value,
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => default,
        };
        if (letter == default)
            Raw([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', HexDigit(value >> 4), HexDigit(value & 0xf)]);
        else
            Raw([(byte)'\\', letter]);
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
