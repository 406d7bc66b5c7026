namespace HyperToken.Node.Up.Events;

/// <summary>How long something took, in milliseconds; null when nothing was measured.</summary>
internal sealed record Latency(double? P50, double? P99, double? Max)
{
    /// <param name="sorted">Milliseconds, ascending.</param>
    public static Latency Of(double[] sorted) =>
        sorted.Length == 0 ? new Latency(null, null, null) : new Latency(Percentile(sorted, 50), Percentile(sorted, 99), Percentile(sorted, 100));

    public override string ToString() => P50 is null ? "-" : $"{P50:0.0}/{P99:0.0}/{Max:0.0} ms";

    /// <summary>The smallest value that so many percent do not exceed (nearest rank).</summary>
    private static double Percentile(double[] sorted, int percent) =>
        Math.Round(sorted[((sorted.Length * percent) + 99) / 100 - 1], 3);
}
