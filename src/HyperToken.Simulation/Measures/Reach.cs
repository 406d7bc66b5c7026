using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Measures;

/// <summary>
/// Who was reached of those who should be: the peers that were up from a broadcast's first moment to the end, its origin left out.
/// </summary>
internal sealed record Reach
{
    private static readonly (string Name, int Micros)[] Limits = [("1s", 1_000_000), ("2s", 2_000_000), ("3s", 3_000_000), ("10s", 10_000_000), ("13s", 13_000_000), ("30s", 30_000_000)];

    /// <summary>The times whose deliveries are counted, ascending.</summary>
    public static IEnumerable<string> TimeNames => Limits.Select(limit => limit.Name);

    public required int Broadcasts { get; init; }

    public required long Should { get; init; }

    public required double? Rate { get; init; }

    public required IReadOnlyDictionary<string, double> Within { get; init; }

    public required long UnexplainedMisses { get; init; }

    public required Latencies? Latencies { get; init; }

    public required IReadOnlyList<LatencyPoint> LatencyCdf { get; init; }

    public static Reach Of(SimulationWorld world, SimulatedPeer[] alive)
    {
        var log = world.Deliveries!;
        var numbers = Enumerable.Range(0, world.Options.Broadcasts).Where(log.IsPublished).ToArray();
        var latencies = new List<int>();
        var end = world.Loop.Now;
        long should = 0, unexplained = 0;
        foreach (var peer in alive)
        {
            foreach (var number in numbers)
            {
                if (log.OriginOf(number) == peer.Index || peer.UpSince > log.PublishedAt(number))
                    continue;

                should++;
                if (log.Micros(peer.Index, number) is > 0 and var micros)
                    latencies.Add(micros);
                else if (world.Links.Partition?.Separates(log.OriginOf(number), peer.Index, log.PublishedAt(number), end) != true)
                    unexplained++;
            }
        }

        latencies.Sort();
        return new Reach
        {
            Broadcasts = numbers.Length,
            Should = should,
            Rate = should == 0 ? null : (double)latencies.Count / should,
            Within = Limits.ToDictionary(limit => limit.Name, limit => should == 0 ? 0 : (double)CountUpTo(latencies, limit.Micros) / should),
            UnexplainedMisses = unexplained,
            Latencies = latencies.Count == 0 ? null : new Latencies(Percentile(latencies, 50), Percentile(latencies, 90), Percentile(latencies, 99), latencies[^1] / 1000.0),
            LatencyCdf = Cdf(latencies, should),
        };
    }

    /// <summary>The distribution in a few hundred points: the share of all that should be reached, by time.</summary>
    private static LatencyPoint[] Cdf(List<int> sorted, long should)
    {
        const int Points = 500;
        return sorted.Count == 0
            ? []
            : [.. Enumerable.Range(0, Points + 1).Select(point => At((int)((sorted.Count - 1L) * point / Points)))];

        LatencyPoint At(int index) => new(sorted[index] / 1000.0, (index + 1.0) / should);
    }

    private static int CountUpTo(List<int> sorted, int micros)
    {
        var index = sorted.BinarySearch(micros);
        if (index < 0)
            return ~index;

        while (index < sorted.Count && sorted[index] == micros)
            index++;

        return index;
    }

    /// <summary>The smallest value that so many percent do not exceed (nearest rank), in milliseconds.</summary>
    private static double Percentile(List<int> sorted, int percent) =>
        sorted[(int)((((long)sorted.Count * percent) + 99) / 100) - 1] / 1000.0;
}
