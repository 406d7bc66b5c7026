using System.Globalization;

namespace HyperToken.Overlay.Clients;

/// <summary>Numbers in JavaScript's spelling.</summary>
internal static class JavaScriptNumber
{
    /// <summary>No number takes more than this, in bytes.</summary>
    public const int MaxBytes = 32;

    private const double MaxSafeInteger = (1L << 53) - 1;

    /// <summary>Writes a number as JavaScript turns it into text: also NaN, Infinity, and zero without its sign.</summary>
    /// <param name="value">The number.</param>
    /// <param name="text">Takes it; at least <see cref="MaxBytes"/>.</param>
    /// <returns>How many bytes it took.</returns>
    public static int Write(double value, Span<byte> text)
    {
        if (!double.IsFinite(value))
            return Copy(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8, text);

        if (Math.Abs(value) <= MaxSafeInteger && value == Math.Truncate(value))
        {
            ((long)value).TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
            return written;
        }

        if (value > 0)
            return WriteShortest(value, text);

        text[0] = (byte)'-';
        return 1 + WriteShortest(-value, text[1..]);
    }

    /// <summary>The shortest digits that read back the same, and the exponent, are the runtime's; where the point goes is JavaScript's.</summary>
    private static int WriteShortest(double value, Span<byte> text)
    {
        Span<byte> shortest = stackalloc byte[MaxBytes];
        value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[MaxBytes];
        var (count, point) = Digits(shortest[..length], digits);
        var shown = digits[..count];
        var zeros = point - count;
        if (point is > 0 and <= 21)
        {
            if (zeros < 0)
                return Join(text, shown[..point], "."u8, shown[point..]);

            shown.CopyTo(text);
            text.Slice(count, zeros).Fill((byte)'0');
            return point;
        }

        if (point is > -6 and <= 0)
            return Join(text, "0."u8, "00000"u8[..-point], shown);

        var written = count == 1 ? Copy(shown, text) : Join(text, shown[..1], "."u8, shown[1..]);
        written += Copy(point > 0 ? "e+"u8 : "e-"u8, text[written..]);
        Math.Abs(point - 1).TryFormat(text[written..], out length, default, CultureInfo.InvariantCulture);
        return written + length;
    }

    /// <summary>Takes a positive number apart: its digits without zeros around them, and where among them the point is.</summary>
    private static (int Count, int Point) Digits(ReadOnlySpan<byte> number, Span<byte> digits)
    {
        var exponentAt = number.IndexOf((byte)'E');
        var exponent = exponentAt < 0 ? 0 : int.Parse(number[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var pointAt = mantissa.IndexOf((byte)'.');
        var point = (pointAt < 0 ? mantissa.Length : pointAt) + exponent;
        var count = 0;
        foreach (var digit in mantissa)
        {
            if (digit == '.')
                continue;

            if (count == 0 && digit == '0')
                point--;
            else
                digits[count++] = digit;
        }

        return (digits[..count].TrimEnd((byte)'0').Length, point);
    }

    private static int Join(Span<byte> text, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var written = Copy(first, text);
        written += Copy(second, text[written..]);
        return written + Copy(third, text[written..]);
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        bytes.CopyTo(text);
        return bytes.Length;
    }
}
