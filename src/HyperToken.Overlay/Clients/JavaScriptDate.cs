using System.Buffers.Binary;
using System.Globalization;

namespace HyperToken.Overlay.Clients;

/// <summary>Points in time as MessagePack has them, and as JavaScript writes them in JSON.</summary>
internal static class JavaScriptDate
{
    /// <summary>No date takes more than this, in bytes.</summary>
    public const int MaxBytes = 27;

    /// <summary>JavaScript knows so many milliseconds before and after 1970.</summary>
    private const double MaxMilliseconds = 8.64e15;

    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The milliseconds since 1970 of a timestamp.</summary>
    /// <param name="timestamp">Its 4, 8 or 12 bytes.</param>
    public static double Milliseconds(ReadOnlySpan<byte> timestamp)
    {
        (double Seconds, double Nanoseconds) time = timestamp.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(timestamp), 0),
            8 => Split(BinaryPrimitives.ReadUInt64BigEndian(timestamp)),
            _ => (BinaryPrimitives.ReadInt64BigEndian(timestamp[4..]), BinaryPrimitives.ReadUInt32BigEndian(timestamp)),
        };
        return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
    }

    /// <summary>Writes a date in ISO 8601, with milliseconds, and six digits of the year where four do not do.</summary>
    /// <param name="milliseconds">Since 1970.</param>
    /// <param name="text">Takes the date; at least <see cref="MaxBytes"/>.</param>
    /// <returns>How many bytes it took; none if JavaScript does not know the date.</returns>
    public static int Write(double milliseconds, Span<byte> text)
    {
        // Written so that NaN is outside, too.
        if (!(Math.Abs(milliseconds) <= MaxMilliseconds))
            return 0;

        var (days, ofDay) = Math.DivRem((long)milliseconds, MillisecondsPerDay);
        if (ofDay < 0)
            (days, ofDay) = (days - 1, ofDay + MillisecondsPerDay);

        // The calendar repeats itself after 400 years of 146,097 days: the year is found within those that the runtime knows.
        var cycles = (long)Math.Floor(days / 146_097.0) - 1;
        var date = DateTime.UnixEpoch.AddDays(days - (cycles * 146_097)).AddMilliseconds(ofDay);
        var year = date.Year + (400 * cycles);
        var written = 0;
        if (year is >= 0 and <= 9999)
            year.TryFormat(text, out written, "0000", CultureInfo.InvariantCulture);
        else
            year.TryFormat(text, out written, "+000000;-000000", CultureInfo.InvariantCulture);

        date.TryFormat(text[written..], out var rest, "'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'", CultureInfo.InvariantCulture);
        return written + rest;
    }

    /// <summary>30 bits of nanoseconds, 34 of seconds.</summary>
    private static (double Seconds, double Nanoseconds) Split(ulong timestamp) =>
        (timestamp & 0x3_ffff_ffff, timestamp >> 34);
}
