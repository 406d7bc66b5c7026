using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Reports;

/// <summary>A row of the seed's "expected results".</summary>
/// <param name="Peers">Size of the network.</param>
/// <param name="Topology">How it is organised.</param>
/// <param name="Connections">Links of a peer, on average.</param>
/// <param name="Messages">Messages of a peer.</param>
/// <param name="P99">The 99th percentile of latency, in ms.</param>
internal sealed record SeedExpectation(int Peers, Topology Topology, string Connections, string Messages, string P99)
{
    /// <summary>All rows, in the seed's order and words.</summary>
    public static readonly IReadOnlyList<SeedExpectation> All =
    [
        new(100, Topology.Naive, "99", "99", "~100"),
        new(100, Topology.Kademlia, "~60", "~20", "~200"),
        new(100, Topology.Supernode, "~13", "~12", "~150"),
        new(1_000, Topology.Kademlia, "~140", "~20", "~400"),
        new(1_000, Topology.Supernode, "~35", "~32", "~200"),
        new(10_000, Topology.Kademlia, "~200", "~20", "~600"),
        new(10_000, Topology.Supernode, "~104", "~102", "~300"),
    ];

    /// <summary>Whether the figures speak of such a network: the seed's links, and nothing goes wrong but one frame in a hundred.</summary>
    public static bool Covers(SimulationOptions options) =>
        options.Latency == LatencyOptions.Default
        && options is { Loss: <= 0.01, Bandwidth: null, DialCost: false, K: 20, EffectiveFanOut: 20, TimeToLive: >= 10 }
        && options is { EffectiveCrash: 0, Holes: 0, Partition: null, Churn: null, SlowPeers: null };
}
