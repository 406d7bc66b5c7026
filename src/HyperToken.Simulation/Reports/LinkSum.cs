namespace HyperToken.Simulation.Reports;

/// <summary>
/// What a path of several links takes that are drawn at random from the seed's 10 to 100 ms: 55 ms each on average, with a standard
/// deviation of 90 / √12 ms, and a sum that is nearly normal from three on.
/// </summary>
internal static class LinkSum
{
    private const double Mean = 55;
    private const double Deviation = 25.98;

    /// <summary>A normal deviate at the 99th percentile.</summary>
    private const double At99 = 2.326;

    /// <summary>The average in ms.</summary>
    public static double MeanOf(double links) => links * Mean;

    /// <summary>The 99th percentile in ms.</summary>
    public static double P99Of(double links) => MeanOf(links) + (At99 * Deviation * Math.Sqrt(links));

    /// <summary>How many links have this 99th percentile.</summary>
    public static double LinksWithin(double p99)
    {
        // Mean × n + b × √n = p99, for √n.
        const double b = At99 * Deviation;
        var root = (Math.Sqrt((b * b) + (4 * Mean * p99)) - b) / (2 * Mean);
        return root * root;
    }
}
