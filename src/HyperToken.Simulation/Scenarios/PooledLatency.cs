using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Scenarios;

/// <summary>
/// The latency of several runs taken together. Runs of one broadcast and runs of ten compare only so: a percentile of ten together
/// is that of the worst of them, and so above the average of each one's.
/// </summary>
internal static class PooledLatency
{
    /// <summary>What so great a share of all deliveries did not exceed, in ms; null when a run has no deliveries.</summary>
    public static double? Percentile(IReadOnlyCollection<SimulationResult> results, double share)
    {
        if (results.Count == 0 || results.Any(result => result.LatencyCdf is null or { Count: 0 }))
            return null;

        // Each point of a run stands for what was delivered since the point before it.
        var steps = results.SelectMany(result =>
        {
            var points = result.LatencyCdf!;
            return points.Select((point, i) => (point.Milliseconds, Delivered: (point.Share - (i == 0 ? 0 : points[i - 1].Share)) / points[^1].Share));
        }).OrderBy(step => step.Milliseconds).ToArray();

        var delivered = 0.0;
        foreach (var step in steps)
        {
            delivered += step.Delivered / results.Count;
            if (delivered >= share - 1e-9)
                return step.Milliseconds;
        }

        return steps[^1].Milliseconds;
    }
}
