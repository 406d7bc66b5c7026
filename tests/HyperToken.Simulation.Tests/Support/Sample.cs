using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Tests.Support;

/// <summary>Results as a run might give them.</summary>
internal static class Sample
{
    public static SimulationResult Result(int peers = 1_000, Topology topology = Topology.Kademlia) => new()
    {
        Topology = topology,
        Plan = new SimulationOptions { Topology = topology }.EffectivePlan,
        Build = NetworkBuild.Protocol,
        Peers = peers,
        Seed = 7,
        Broadcasts = 20,
        DeliveryRate = 0.9999,
        DeliveredWithin = new Dictionary<string, double> { ["1s"] = 0.99, ["2s"] = 0.9999, ["3s"] = 0.9999, ["10s"] = 0.9999, ["13s"] = 0.9999, ["30s"] = 0.9999 },
        UnexplainedMisses = 2,
        DeliveredTwice = 0,
        CopiesPerPeer = 19.75,
        PayloadsSentPerPeer = 20,
        RepairPayloadsPerPeer = 0.125,
        ControlFramesPerPeer = 0.5,
        ControlByKind = new Dictionary<string, double> { ["ack"] = 0.25, ["offer"] = 0.125, ["have"] = 0.0625, ["want"] = 0.0625, ["serve"] = 0, ["done"] = 0, ["fetch"] = 0 },
        DigestFramesPerPeer = 0.25,
        MessagesPerPeer = 20.5,
        BytesPerPeer = 8_000,
        PayloadBytesPerPeer = 7_900,
        ControlBytesPerPeer = 100,
        DigestBytesPerPeer = 50,
        ForwardLoad = new ForwardLoad(0.125, 1.5),
        Connections = new MinAvgMax(60, 139.5, 240),
        Contacts = new MinAvgMax(40, 90.5, 120),
        Hops = new Hops(3.25, 6),
        LatencyMs = new Latencies(150, 210, 260, 310),
        Lookups = null,
        Events = 12_345_678,
        LoopSeconds = 9.5,
        WallSeconds = 11.25,
        EventsPerSecond = 1_299_545,
        PeakMemoryBytes = 400 * 1024 * 1024,
        TraceHash = "0123456789abcdef",
        LatencyCdf = [new LatencyPoint(40, 0.01), new LatencyPoint(150, 0.5), new LatencyPoint(310, 1)],
    };

    /// <summary>What is left of a run that was stopped before its first broadcast.</summary>
    public static SimulationResult Stopped(int peers = 1_000) => Result(peers) with
    {
        IsPartial = true,
        Broadcasts = 0,
        DeliveryRate = null,
        DeliveredWithin = null,
        CopiesPerPeer = null,
        PayloadsSentPerPeer = null,
        RepairPayloadsPerPeer = null,
        ControlFramesPerPeer = null,
        ControlByKind = null,
        DigestFramesPerPeer = null,
        MessagesPerPeer = null,
        BytesPerPeer = null,
        PayloadBytesPerPeer = null,
        ControlBytesPerPeer = null,
        DigestBytesPerPeer = null,
        ForwardLoad = null,
        Hops = null,
        LatencyMs = null,
        LatencyCdf = null,
    };
}
