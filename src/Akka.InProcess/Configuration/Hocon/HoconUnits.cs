using System.Collections.Frozen;
using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations and sizes as Akka.NET reads them: "us" is no unit there, and sizes know no fractions.</summary>
internal static class HoconUnits
{
    private static readonly FrozenDictionary<string, double> TicksPerUnit = Expand<double>(
        (0.01, "nanoseconds nanosecond nanos nano ns"),
        (TimeSpan.TicksPerMicrosecond, "microseconds microsecond micros micro"),
        (TimeSpan.TicksPerMillisecond, "milliseconds millisecond millis milli ms"),
        (TimeSpan.TicksPerSecond, "seconds second s"),
        (TimeSpan.TicksPerMinute, "minutes minute m"),
        (TimeSpan.TicksPerHour, "hours hour h"),
        (TimeSpan.TicksPerDay, "days day d"));

    private static readonly FrozenDictionary<string, long> BytesPerUnit = Expand<long>(
        (1, "b B byte bytes"),
        (1_000, "kB kilobyte kilobytes"),
        (1_000_000, "MB megabyte megabytes"),
        (1_000_000_000, "GB gigabyte gigabytes"),
        (1_000_000_000_000, "TB terabyte terabytes"),
        (1_000_000_000_000_000, "PB petabyte petabytes"),
        (1_000_000_000_000_000_000, "EB exabyte exabytes"),
        (1L << 10, "K k Ki KiB kibibyte kibibytes"),
        (1L << 20, "M m Mi MiB mebibyte mebibytes"),
        (1L << 30, "G g Gi GiB gibibyte gibibytes"),
        (1L << 40, "T t Ti TiB tebibyte tebibytes"),
        (1L << 50, "P p Pi PiB pebibyte pebibytes"),
        (1L << 60, "E e Ei EiB exbibyte exbibytes"));

    public static TimeSpan Duration(string? text, bool allowInfinite)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase))
            return Timeout.InfiniteTimeSpan;

        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        if (digits == 0 || !TicksPerUnit.TryGetValue(text[digits..].Trim(), out var ticks))
            (digits, ticks) = (text.Length, TimeSpan.TicksPerMillisecond);

        var value = double.Parse(text.AsSpan(0, digits), NumberStyles.Float | NumberStyles.AllowThousands, NumberFormatInfo.InvariantInfo);
        return value < 0
            ? throw new FormatException($"Expected a positive value instead of {text}")
            : TimeSpan.FromTicks(checked((long)Math.Round(value * ticks)));
    }

    public static long? Size(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0 || end == text.Length) return long.Parse(text, NumberFormatInfo.InvariantInfo);
        var unit = text[end..].Trim();
        return BytesPerUnit.TryGetValue(unit, out var bytes)
            ? bytes * long.Parse(text.AsSpan(0, end), NumberStyles.Integer, NumberFormatInfo.InvariantInfo)
            : throw new FormatException($"{unit} is not a valid byte size suffix");
    }

    private static FrozenDictionary<string, T> Expand<T>(params (T Factor, string Names)[] units) =>
        units.SelectMany(u => u.Names.Split(' '), (u, name) => KeyValuePair.Create(name, u.Factor)).ToFrozenDictionary();
}
