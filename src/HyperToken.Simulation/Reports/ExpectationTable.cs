using System.Globalization;
using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>The seed's expected results beside the measured ones, and why they differ where they do.</summary>
internal static class ExpectationTable
{
    /// <summary>Differences up to this share of the expected figure are what "about" means.</summary>
    private const double Noticeable = 0.2;

    /// <param name="results">Runs in networks as the seed means them, see <see cref="SeedExpectation.Covers"/>.</param>
    /// <returns>The table of the seed's rows of these sizes; null when it has none for what was run.</returns>
    public static string? Format(IReadOnlyList<SimulationResult> results)
    {
        var whole = results.Where(result => !result.IsPartial && result.MessagesPerPeer is not null).ToList();
        var measured = SeedExpectation.All
            .Select(expected => (expected, whole.Find(result => result.Peers == expected.Peers && result.Topology == expected.Topology)))
            .ToList();
        if (measured.All(row => row.Item2 is null))
            return null;

        var table = new TextTable("peers", "topology", "connections", "seed's", "messages/peer", "seed's", "p99 ms", "seed's")
        {
            LeftAligned = new HashSet<int> { 1 },
        };
        var reasons = new List<string>();
        foreach (var (expected, result) in measured)
        {
            if (result is not null)
                Add(table, reasons, expected, result);
        }

        var why = string.Concat(reasons.Distinct().Select(reason => $"  {reason}\n"));
        return why.Length == 0 ? table.ToString() : $"{table}Why they differ:\n{why}";
    }

    private static void Add(TextTable table, List<string> reasons, SeedExpectation expected, SimulationResult result)
    {
        table.Add(
            $"{expected.Peers}",
            FigureText.Network(result),
            FigureText.Tenths(result.Connections.Avg),
            expected.Connections,
            FigureText.Hundredths(result.MessagesPerPeer),
            expected.Messages,
            FigureText.Whole(result.LatencyMs?.P99),
            expected.P99);

        var isTree = result.Plan is BroadcastPlan.Tree or BroadcastPlan.Supernode;
        reasons.AddRange(Reason(result.Connections.Avg, expected.Connections, DifferenceReasons.MoreConnections, DifferenceReasons.FewerConnections));
        reasons.AddRange(Reason(
            result.MessagesPerPeer,
            expected.Messages,
            DifferenceReasons.MoreMessages,
            isTree ? DifferenceReasons.FewerMessagesOfTree : DifferenceReasons.FewerMessages));
        reasons.AddRange(Reason(
            result.LatencyMs?.P99,
            expected.P99,
            DifferenceReasons.MoreLatency,
            isTree ? DifferenceReasons.LessLatencyOfTree : DifferenceReasons.LessLatency));
        if (result is { Plan: BroadcastPlan.Supernode, Hops: not null })
            reasons.Add(DifferenceReasons.LinksOf(result, Number(expected.P99)));
    }

    private static IEnumerable<string> Reason(double? measured, string expected, string more, string fewer)
    {
        var about = Number(expected);
        if (measured is { } figure && Math.Abs(figure - about) > Noticeable * about)
            yield return figure > about ? more : fewer;
    }

    private static double Number(string expected) => double.Parse(expected.TrimStart('~'), CultureInfo.InvariantCulture);
}
