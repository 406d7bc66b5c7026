using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Tests.Options;

public sealed class SimulationOptionsValidatorTests
{
    private static readonly SimulationOptions Defaults = new();

    public static TheoryData<string, SimulationOptions> Wrong => new()
    {
        { "peers", Defaults with { Peers = 0 } },
        { "peers", Defaults with { Peers = 1_000_000_000 } },
        { "peers", Defaults with { Peers = 5_001, Topology = Topology.Naive } },
        { "plan", Defaults with { Topology = Topology.Supernode, Plan = BroadcastPlan.Tree } },
        { "build", Defaults with { Topology = Topology.Supernode, Build = NetworkBuild.Warm } },
        { "plan", Defaults with { Topology = Topology.Hybrid, Plan = BroadcastPlan.Tree } },
        { "build", Defaults with { Topology = Topology.Hybrid, Build = NetworkBuild.Warm } },
        { "topology", Defaults with { Topology = (Topology)9 } },
        { "plan", Defaults with { Topology = Topology.Naive, Plan = BroadcastPlan.Tree } },
        { "plan", Defaults with { Plan = BroadcastPlan.Repair } },
        { "plan", Defaults with { Plan = BroadcastPlan.Supernode } },
        { "plan", Defaults with { Plan = BroadcastPlan.Naive } },
        { "plan", Defaults with { Topology = Topology.Naive, Plan = BroadcastPlan.Epidemic } },
        { "build", Defaults with { Build = (NetworkBuild)9 } },
        { "broadcasts", Defaults with { Broadcasts = -1 } },
        { "broadcasts", Defaults with { Broadcasts = 100_001 } },
        { "rate", Defaults with { Rate = 0 } },
        { "rate", Defaults with { Rate = double.NaN } },
        { "rate", Defaults with { Rate = 100_001 } },
        { "size", Defaults with { Size = -1 } },
        { "size", Defaults with { Size = 1_048_577 } },
        { "latency", Defaults with { Latency = Uniform(0.5, 10) } },
        { "latency", Defaults with { Latency = Uniform(10, 9) } },
        { "latency", Defaults with { Latency = Uniform(10, 60_001) } },
        { "latency", Defaults with { Latency = new LogNormalLatency(TimeSpan.FromMilliseconds(0.5), 1) } },
        { "latency", Defaults with { Latency = new LogNormalLatency(TimeSpan.FromSeconds(11), 1) } },
        { "latency", Defaults with { Latency = new LogNormalLatency(TimeSpan.FromMilliseconds(10), 2.1) } },
        { "latency", Defaults with { Latency = new RegionLatency([], []) } },
        { "latency", Defaults with { Latency = new RegionLatency(["a", "b"], [[1, 1]]) } },
        { "latency", Defaults with { Latency = new RegionLatency(["a", "b"], [[1, 1], [1]]) } },
        { "latency", Defaults with { Latency = new RegionLatency(["a"], [[0]]) } },
        { "latencyModel", Defaults with { LatencyScope = (LatencyScope)9 } },
        { "loss", Defaults with { Loss = -0.01 } },
        { "loss", Defaults with { Loss = 1 } },
        { "bandwidth", Defaults with { Bandwidth = 0 } },
        { "maxLinks", Defaults with { MaxLinks = 7 } },
        { "maxLinks", Defaults with { MaxLinks = 65_537 } },
        { "crash", Defaults with { Crash = 1 } },
        { "crashSupernodes", Defaults with { Topology = Topology.Supernode, CrashSupernodes = 1 } },
        { "crashSupernodes", Defaults with { CrashSupernodes = 0.3 } },
        { "crashSupernodes", Defaults with { Topology = Topology.Supernode, CrashSupernodes = 0.3, Crash = 0.3 } },
        { "crashWindow", Defaults with { CrashWindow = new TimeWindow(TimeSpan.FromSeconds(-1), TimeSpan.Zero) } },
        { "crashWindow", Defaults with { CrashWindow = new TimeWindow(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)) } },
        { "crashWindow", Defaults with { CrashBefore = true, CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromSeconds(1)) } },
        { "holes", Defaults with { Holes = 1, Build = NetworkBuild.Warm } },
        { "broadcasts", Defaults with { Peers = 1_000_000, Broadcasts = 2_148 } },
        { "duration", Defaults with { Crash = 0.1, CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromSeconds(5)), Duration = TimeSpan.FromSeconds(4) } },
        { "partition", Defaults with { Partition = Partition(0, 0, 1) } },
        { "partition", Defaults with { Partition = Partition(1, 0, 1) } },
        { "partition", Defaults with { Partition = Partition(0.5, -1, 1) } },
        { "partition", Defaults with { Partition = Partition(0.5, 0, 0) } },
        { "churn", Defaults with { Churn = new ChurnOptions(TimeSpan.FromSeconds(0.9), TimeSpan.Zero) } },
        { "churn", Defaults with { Churn = new ChurnOptions(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(-1)) } },
        { "churn", Defaults with { Churn = new ChurnOptions(TimeSpan.FromSeconds(9), TimeSpan.Zero) { Shape = 0.1 } } },
        { "slow", Defaults with { SlowPeers = new SlowPeerOptions(1.1, 2) } },
        { "slow", Defaults with { SlowPeers = new SlowPeerOptions(0.1, 0.5) } },
        { "settle", Defaults with { Settle = 101 } },
        { "lookups", Defaults with { Lookups = -1 } },
        { "stale", Defaults with { Stale = 1 } },
        { "k", Defaults with { K = 256 } },
        { "alpha", Defaults with { Alpha = 33 } },
        { "fanOut", Defaults with { FanOut = 0 } },
        { "ttl", Defaults with { TimeToLive = 0 } },
        { "threads", Defaults with { Threads = 65 } },
        { "duration", Defaults with { Duration = TimeSpan.Zero } },
    };

    public static TheoryData<SimulationOptions> Right => new()
    {
        Defaults,
        Defaults with { Peers = 1 },
        Defaults with { Peers = SimulationOptions.MaxPeers },
        Defaults with { Peers = 5_000, Topology = Topology.Naive },
        Defaults with { Topology = Topology.Naive, Plan = BroadcastPlan.Naive },
        Defaults with { Plan = BroadcastPlan.Epidemic },
        Defaults with { Broadcasts = 0, Lookups = 1_000, Stale = 0.99 },
        Defaults with { Latency = Uniform(1, 1) },
        Defaults with { Latency = new LogNormalLatency(TimeSpan.FromSeconds(10), 0) },
        Defaults with { Latency = RegionLatency.World },
        Defaults with { Holes = 0.1, Build = NetworkBuild.Warm },
        Defaults with { Holes = 0.1, Build = NetworkBuild.Protocol },
        Defaults with { Plan = BroadcastPlan.Tree },
        Defaults with { Peers = 1_000_000, Broadcasts = 2_147 },
        Defaults with { Crash = 0.1, CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromSeconds(5)), Duration = TimeSpan.FromSeconds(5) },
        Defaults with { Holes = 0.1, Peers = SimulationOptions.MaxPeersByProtocol + 1 },
        Defaults with { Topology = Topology.Supernode, CrashSupernodes = 0.99 },
        Defaults with { Crash = 0.99, CrashBefore = true, Settle = 3 },
        Defaults with { Partition = Partition(0.5, 0, 0.001) },
        Defaults with { Churn = new ChurnOptions(TimeSpan.FromSeconds(1), TimeSpan.Zero) },
        Defaults with { SlowPeers = new SlowPeerOptions(1, 1000) },
        Defaults with { Seed = ulong.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_simulated_is_refused_by_the_fields_name(string field, SimulationOptions options)
    {
        var refused = Assert.Throws<SimulationOptionsException>(() => SimulationOptionsValidator.Check(options));

        Assert.Equal(field, refused.Field);
        Assert.NotEmpty(refused.Allowed);
        Assert.Equal($"{field} {refused.Problem}; allowed: {refused.Allowed}", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_can_be_simulated_is_not(SimulationOptions options) =>
        Assert.Null(Record.Exception(() => SimulationOptionsValidator.Check(options)));

    private static UniformLatency Uniform(double min, double max) => new(TimeSpan.FromMilliseconds(min), TimeSpan.FromMilliseconds(max));

    private static PartitionOptions Partition(double share, double start, double length) =>
        new(share, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(length));
}
