using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Tests.Support;

/// <summary>Small runs, each with one thing that can go wrong or is limited.</summary>
internal static class Fault
{
    public static readonly SimulationOptions Quiet = new() { Peers = 60, Broadcasts = 6, Seed = 5, Threads = 1, Build = NetworkBuild.Protocol };

    public static readonly IReadOnlyDictionary<string, SimulationOptions> All = new Dictionary<string, SimulationOptions>
    {
        ["nothing"] = Quiet,
        ["loss"] = Quiet with { Loss = 0.1 },
        ["churn"] = Quiet with { Churn = new ChurnOptions(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)), Rate = 1 },
        ["link cap"] = Quiet with { MaxLinks = 12 },
        ["dial cost"] = Quiet with { DialCost = true },
        ["bandwidth"] = Quiet with { Bandwidth = 20_000 },
        ["partition"] = Quiet with { Partition = new PartitionOptions(0.4, TimeSpan.Zero, TimeSpan.FromSeconds(2)), Rate = 2 },
        ["one-way partition"] = Quiet with { Partition = new PartitionOptions(0.4, TimeSpan.Zero, TimeSpan.FromSeconds(2)) { IsOneWay = true }, Rate = 2 },
        ["crash"] = Quiet with { Crash = 0.3, CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromSeconds(2)), Rate = 3 },
        ["crash before"] = Quiet with { Crash = 0.3, CrashBefore = true, Settle = 1 },
        ["slow peers"] = Quiet with { SlowPeers = new SlowPeerOptions(0.2, 4) },
        ["latency per frame"] = Quiet with { LatencyScope = LatencyScope.Frame },
        ["log-normal"] = Quiet with { Latency = new LogNormalLatency(TimeSpan.FromMilliseconds(30), 0.6) },
        ["regions"] = Quiet with { Latency = RegionLatency.World },
        ["naive"] = Quiet with { Topology = Topology.Naive, Peers = 40 },
        ["warm"] = Quiet with { Build = NetworkBuild.Warm, Holes = 0.1 },
        ["stale lookups"] = Quiet with { Lookups = 30, Stale = 0.3 },
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
