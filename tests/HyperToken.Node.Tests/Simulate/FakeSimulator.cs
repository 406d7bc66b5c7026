using HyperToken.Simulation;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;

namespace HyperToken.Node.Tests.Simulate;

/// <summary>Makes runs without simulating: the result says what was asked for.</summary>
internal sealed class FakeSimulator
{
    /// <summary>What was run, in its order.</summary>
    public List<SimulationOptions> Runs { get; } = [];

    /// <summary>Happens while a run is made, with its options and the progress to report to.</summary>
    public Action<SimulationOptions, IProgress<SimulationProgress>>? During { get; init; }

    public SimulationResult Run(SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken stop)
    {
        Runs.Add(options);
        During?.Invoke(options, progress!);
        return Result(options, stop.IsCancellationRequested);
    }

    private static SimulationResult Result(SimulationOptions options, bool isPartial) => new()
    {
        Topology = options.Topology,
        Plan = options.EffectivePlan,
        Build = options.EffectiveBuild,
        Peers = options.Peers,
        Seed = options.Seed,
        Broadcasts = isPartial ? 3 : options.Broadcasts,
        DeliveryRate = 1,
        DeliveredWithin = new Dictionary<string, double> { ["1s"] = 1, ["2s"] = 1, ["3s"] = 1, ["10s"] = 1, ["13s"] = 1, ["30s"] = 1 },
        UnexplainedMisses = 0,
        DeliveredTwice = 0,
        CopiesPerPeer = 20,
        PayloadsSentPerPeer = 20,
        RepairPayloadsPerPeer = 0,
        ControlFramesPerPeer = 0,
        ControlByKind = new Dictionary<string, double>(),
        DigestFramesPerPeer = 0,
        MessagesPerPeer = 20,
        BytesPerPeer = 8_000,
        PayloadBytesPerPeer = 8_000,
        ControlBytesPerPeer = 0,
        DigestBytesPerPeer = 0,
        ForwardLoad = new ForwardLoad(0.1, 1.5),
        Connections = new MinAvgMax(50, 60, 70),
        Contacts = new MinAvgMax(40, 50, 60),
        Hops = new Hops(2, 4),
        LatencyMs = new Latencies(100, 150, 200, 250),
        Lookups = null,
        Events = 1_000,
        LoopSeconds = 1,
        WallSeconds = 1,
        EventsPerSecond = 1_000,
        PeakMemoryBytes = 1_000_000,
        TraceHash = "0123456789abcdef",
        IsPartial = isPartial,
        LatencyCdf = [new LatencyPoint(50, 0.1), new LatencyPoint(250, 1)],
    };
}
