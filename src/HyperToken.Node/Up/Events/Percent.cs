using System.Globalization;

namespace HyperToken.Node.Up.Events;

/// <summary>Writes shares so that less than all never reads as all.</summary>
internal static class Percent
{
    /// <param name="share">0 to 1.</param>
    public static string Of(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 10_000) / 100:0.##} %");
}
