namespace HyperToken.Simulation.Options;

/// <summary>How long a frame travels from one peer to another: one of the three kinds below.</summary>
public abstract record LatencyOptions
{
    /// <summary>The seed's: uniform, 10 to 100 ms.</summary>
    public static readonly LatencyOptions Default = new UniformLatency(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));

    private protected LatencyOptions()
    {
    }
}

/// <summary>Every latency between two bounds is equally likely.</summary>
/// <param name="Min">The shortest, 1 ms to 1 minute.</param>
/// <param name="Max">The longest, not below <paramref name="Min"/>, at most 1 minute.</param>
public sealed record UniformLatency(TimeSpan Min, TimeSpan Max) : LatencyOptions;

/// <summary>Latencies whose logarithm is normally distributed: most are short, a few very long.</summary>
/// <param name="Median">Half the latencies are shorter, 1 ms to 10 s.</param>
/// <param name="Sigma">The standard deviation of the natural logarithm, 0 to 2. Values outside 1 ms to 1 minute are cut to these bounds.</param>
public sealed record LogNormalLatency(TimeSpan Median, double Sigma) : LatencyOptions;

/// <summary>Every peer lives in a region; the latency between two peers is that of their regions.</summary>
/// <param name="Regions">The regions' names, 1 to 64.</param>
/// <param name="Milliseconds">One way from the row's region to the column's, 1 to 60,000; a square of as many rows as there are regions.</param>
public sealed record RegionLatency(IReadOnlyList<string> Regions, IReadOnlyList<IReadOnlyList<double>> Milliseconds) : LatencyOptions
{
    /// <summary>
    /// Five regions: one-way latencies of the order that public clouds publish for their regions (half the round trip, rounded).
    /// </summary>
    public static readonly RegionLatency World = new(
        ["north-america", "south-america", "europe", "asia", "oceania"],
        [
            [15, 60, 45, 80, 80],
            [60, 15, 95, 140, 140],
            [45, 95, 12, 75, 135],
            [80, 140, 75, 25, 60],
            [80, 140, 135, 60, 12],
        ]);
}
