namespace HyperToken.Overlay.Supernode;

/// <summary>
/// How well a peer would serve others, from 0 to 1: a quarter for its uptime, 0.30 for its bandwidth, 0.30 for its reliability and
/// 0.15 for its connections. Uptime, bandwidth and connections count in full from twice their minimum on.
/// </summary>
/// <remarks>
/// Any stats give a score in range, the same for the same: what is negative counts as zero, what is infinite as very much, and
/// what is not a number as the worst there is, a failure rate of 1 or a bandwidth of zero. Whoever lies within the range is believed.
/// </remarks>
public static class SupernodeScore
{
    private const double UptimeWeight = 0.25;
    private const double BandwidthWeight = 0.30;
    private const double ReliabilityWeight = 0.30;
    private const double ConnectionsWeight = 0.15;

    /// <summary>The score, 0 to 1. A minimum that is not above zero gives its full part.</summary>
    public static double Of(in NodeStats stats, SupernodeMinima minima)
    {
        ArgumentNullException.ThrowIfNull(minima);
        return (Part(stats.Uptime.Ticks, minima.MinUptime.Ticks) * UptimeWeight)
            + (Part(stats.BandwidthOut, minima.MinBandwidth) * BandwidthWeight)
            + (Reliability(stats.FailureRate) * ReliabilityWeight)
            + (Part(stats.Connections, minima.MinConnections) * ConnectionsWeight);
    }

    /// <summary>Whether uptime, bandwidth and connections each reach their minimum; reliability has none.</summary>
    public static bool MeetsMinima(in NodeStats stats, SupernodeMinima minima)
    {
        ArgumentNullException.ThrowIfNull(minima);
        return Reaches(stats.Uptime.Ticks, minima.MinUptime.Ticks)
            && Reaches(stats.BandwidthOut, minima.MinBandwidth)
            && Reaches(stats.Connections, minima.MinConnections);
    }

    private static double Part(double value, double minimum) =>
        minimum > 0 ? Math.Min(Amount(value) / (2 * minimum), 1) : 1;

    private static bool Reaches(double value, double minimum) => !(Amount(value) < minimum);

    private static double Reliability(double failureRate) =>
        double.IsNaN(failureRate) ? 0 : 1 - Math.Clamp(failureRate, 0, 1);

    /// <summary>Finite, so that nothing infinite is divided by another.</summary>
    private static double Amount(double value) => double.IsNaN(value) ? 0 : Math.Clamp(value, 0, double.MaxValue);
}
