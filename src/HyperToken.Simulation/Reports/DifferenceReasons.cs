using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>Why a measured figure is not what the seed expected.</summary>
internal static class DifferenceReasons
{
    public const string MoreConnections =
        "more connections: a link counts at both of its ends; a peer is linked to its contacts, and to those that have it in their tables.";

    public const string FewerConnections =
        "fewer connections: a link is counted once it is in use; the seed counted what tables could hold.";

    public const string MoreMessages =
        "more messages: every frame a peer sends is counted, forwarded, lost and control frames too; the seed counted what originators sent.";

    public const string FewerMessages =
        "fewer messages: a peer forwards a broadcast once, and not to where it came from.";

    public const string FewerMessagesOfTree =
        "fewer messages: the tree plan sends each peer one copy, which the peer acknowledges; the seed's broadcast sends some 20.";

    public const string MoreLatency =
        "longer p99: it holds whole paths of several links, and what had to be sent again; the seed's figure is an estimate.";

    public const string LessLatency =
        "shorter p99: the first of many copies counts, and it comes by the quickest of many paths; the seed added up hops of one path.";

    public const string LessLatencyOfTree =
        "shorter p99: the tree plan gives each part to a near one of a few contacts; the seed's figure is an estimate.";

    /// <summary>What a sum of link latencies allows, and what the seed's figure would take.</summary>
    public static string LinksOf(SimulationResult result, double expectedP99) => FormattableString.Invariant(
        $"p99 of {result.Topology.ToString().ToLowerInvariant()} with {result.Peers} peers: a copy makes {result.Hops!.Avg:0.0} hops; so many links of 10 to 100 ms drawn at random take {LinkSum.MeanOf(result.Hops.Avg):0} ms on average, {LinkSum.P99Of(result.Hops.Avg):0} at the 99th percentile. The seed's {expectedP99:0} allow {LinkSum.LinksWithin(expectedP99):0.0}.");
}
