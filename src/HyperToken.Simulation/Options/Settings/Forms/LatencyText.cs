namespace HyperToken.Simulation.Options.Settings.Forms;

/// <summary>Latencies as text: <c>10..100</c>, <c>lognormal:40,0.5</c>, <c>regions</c>; milliseconds.</summary>
internal static class LatencyText
{
    public const string Allowed = "MIN..MAX of 1 to 60000 ms, lognormal:MEDIAN,SIGMA of 1 to 10000 ms and 0 to 2, or regions";
    private const string LogNormal = "lognormal:";
    private const string Regions = "regions";
    private static readonly NumberRange Bounds = new(1, 60_000);
    private static readonly NumberRange Medians = new(1, 10_000);
    private static readonly NumberRange Sigmas = new(0, 2);

    public static LatencyOptions? Read(string text)
    {
        if (text == Regions)
            return RegionLatency.World;

        if (text.StartsWith(LogNormal, StringComparison.Ordinal))
        {
            return text[LogNormal.Length..].Split(',') is [var median, var sigma]
                && NumberText.ReadMilliseconds(median) is { } middle && NumberText.Read(sigma) is { } spread
                    ? new LogNormalLatency(middle, spread)
                    : null;
        }

        return WindowText.Read(text) is { } window ? new UniformLatency(window.From, window.To) : null;
    }

    /// <summary>A matrix of one's own has no text; it reads <c>regions</c> as well.</summary>
    public static string Write(LatencyOptions latency) => latency switch
    {
        UniformLatency uniform => WindowText.Write(new TimeWindow(uniform.Min, uniform.Max)),
        LogNormalLatency normal => $"{LogNormal}{NumberText.Write(normal.Median.TotalMilliseconds)},{NumberText.Write(normal.Sigma)}",
        _ => Regions,
    };

    public static bool IsAllowed(LatencyOptions latency) => latency switch
    {
        UniformLatency uniform => uniform.Min <= uniform.Max
            && Bounds.ContainsMilliseconds(uniform.Min) && Bounds.ContainsMilliseconds(uniform.Max),
        LogNormalLatency normal => Medians.ContainsMilliseconds(normal.Median) && Sigmas.Contains(normal.Sigma),
        RegionLatency regions => regions.Regions.Count is >= 1 and <= 64
            && regions.Milliseconds.Count == regions.Regions.Count
            && regions.Milliseconds.All(row => row.Count == regions.Regions.Count && row.All(Bounds.Contains)),
        _ => false,
    };
}
