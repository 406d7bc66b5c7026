using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>The seed's table.</summary>
internal static class ResultsTable
{
    /// <summary>What the figures count, in the words of every report.</summary>
    public const string WhatIsCounted =
        """
        Counted: per peer figures are divided by broadcasts x live peers that should receive each, and hold the frames of broadcasts only:
        joining, lookups and heartbeats are left out. messages = payload and control frames sent, the lost ones too; copies = payload frames
        received (1.00 is the floor); connections = open links of a live peer at the end, on average; delivery = peers reached of those that
        should be; latency in ms of virtual time, from publishing to the first copy.
        """;

    private const string Stopped = "stopped before its end: the figures are those up to then";

    public static string Format(IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var cases = new CaseColumn(results);
        var table = new TextTable(["peers", "topology", "connections", "messages/peer", "p50 ms", "p90 ms", "p99 ms", "delivery", "copies", .. cases.Heading])
        {
            LeftAligned = new HashSet<int> { 1, 9 },
        };
        foreach (var result in results)
        {
            table.Add([
                $"{(result.IsPartial ? "*" : "")}{result.Peers}",
                FigureText.Network(result),
                FigureText.Tenths(result.Connections.Avg),
                FigureText.Hundredths(result.MessagesPerPeer),
                FigureText.Whole(result.LatencyMs?.P50),
                FigureText.Whole(result.LatencyMs?.P90),
                FigureText.Whole(result.LatencyMs?.P99),
                FigureText.Percent(result.DeliveryRate),
                FigureText.Hundredths(result.CopiesPerPeer),
                .. cases.Of(result)]);
        }

        return results.Any(result => result.IsPartial) ? $"{table}* {Stopped}\n" : table.ToString();
    }
}
