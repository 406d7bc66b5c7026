using System.Globalization;

namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Numbers as they are written in options: with a point, without groups, whatever the machine's language.</summary>
internal static class NumberText
{
    public static string Write(double value) => value.ToString(CultureInfo.InvariantCulture);

    public static double? Read(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    public static long? ReadWhole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Null as well when a time that long cannot be told.</summary>
    public static TimeSpan? ReadSeconds(string text) =>
        Read(text) is { } seconds && Math.Abs(seconds) <= NumberRange.Seconds.Max ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Null as well when a time that long cannot be told.</summary>
    public static TimeSpan? ReadMilliseconds(string text) =>
        Read(text) is { } milliseconds && Math.Abs(milliseconds) <= NumberRange.Seconds.Max * 1000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
