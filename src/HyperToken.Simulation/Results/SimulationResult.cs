using System.Text.Json.Serialization;
using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Results;

/// <summary>
/// What a simulation measured. "Per peer" figures are divided by broadcasts times the live peers that should receive each,
/// and count what belongs to broadcasts only: joining, lookups and heartbeats are left out.
/// </summary>
public sealed record SimulationResult
{
    /// <summary>What the scenario calls the run; null where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Case { get; init; }

    /// <summary>How the peers were organised.</summary>
    public required Topology Topology { get; init; }

    /// <summary>By which rules broadcasts spread.</summary>
    public required BroadcastPlan Plan { get; init; }

    /// <summary>How the network came to be.</summary>
    public required NetworkBuild Build { get; init; }

    /// <summary>How many peers.</summary>
    public required int Peers { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Broadcasts made: fewer than asked for when the run was interrupted.</summary>
    public required int Broadcasts { get; init; }

    /// <summary>Peers reached ÷ peers that should be; null without broadcasts.</summary>
    public required double? DeliveryRate { get; init; }

    /// <summary>The same, counting only what arrived within a time: keys <c>1s</c>, <c>2s</c>, <c>3s</c>, <c>10s</c>, <c>13s</c>, <c>30s</c>.</summary>
    public required IReadOnlyDictionary<string, double>? DeliveredWithin { get; init; }

    /// <summary>Peers that should have been reached, were not, and were neither down nor cut off the whole time.</summary>
    public required long UnexplainedMisses { get; init; }

    /// <summary>Messages handed to an application that had them from the same start of its peer already: 0, or there is a defect.</summary>
    public required long DeliveredTwice { get; init; }

    /// <summary>Payload frames received, repair's too; 1.00 is the floor.</summary>
    public required double? CopiesPerPeer { get; init; }

    /// <summary>Payload frames sent, those that got lost or went to the dead too.</summary>
    public required double? PayloadsSentPerPeer { get; init; }

    /// <summary>Those of <see cref="PayloadsSentPerPeer"/> that repair was asked for.</summary>
    public required double? RepairPayloadsPerPeer { get; init; }

    /// <summary>Acknowledgements, offers and the like sent; requests to repair too.</summary>
    public required double? ControlFramesPerPeer { get; init; }

    /// <summary>The same by kind: keys <c>ack</c>, <c>offer</c>, <c>have</c>, <c>want</c>, <c>serve</c>, <c>done</c>, <c>fetch</c>.</summary>
    public required IReadOnlyDictionary<string, double>? ControlByKind { get; init; }

    /// <summary>Repair digests sent while broadcasts were watched.</summary>
    public required double? DigestFramesPerPeer { get; init; }

    /// <summary>Payload and control frames sent.</summary>
    public required double? MessagesPerPeer { get; init; }

    /// <summary>Bytes of these frames.</summary>
    public required double? BytesPerPeer { get; init; }

    /// <summary>Bytes of the payload frames sent.</summary>
    public required double? PayloadBytesPerPeer { get; init; }

    /// <summary>Bytes of the control frames sent.</summary>
    public required double? ControlBytesPerPeer { get; init; }

    /// <summary>Bytes of the repair digests sent, which <see cref="BytesPerPeer"/> leaves out.</summary>
    public required double? DigestBytesPerPeer { get; init; }

    /// <summary>How evenly the payloads sent are spread over the peers.</summary>
    public required ForwardLoad? ForwardLoad { get; init; }

    /// <summary>Open links of the live peers at the end.</summary>
    public required MinAvgMax Connections { get; init; }

    /// <summary>Table entries of the live peers at the end.</summary>
    public required MinAvgMax Contacts { get; init; }

    /// <summary>Hops of first copies.</summary>
    public required Hops? Hops { get; init; }

    /// <summary>From publishing to delivery, in milliseconds of virtual time.</summary>
    public required Latencies? LatencyMs { get; init; }

    /// <summary>The random lookups; null when there were none.</summary>
    public required LookupFigures? Lookups { get; init; }

    /// <summary>Supernodes and leaves at the end; null in a topology without them.</summary>
    public RoleFigures? Roles { get; init; }

    /// <summary>Frames and timers that reached a peer, over the whole run.</summary>
    public required long Events { get; init; }

    /// <summary>Seconds spent processing events.</summary>
    public required double LoopSeconds { get; init; }

    /// <summary>Seconds the run took.</summary>
    public required double WallSeconds { get; init; }

    /// <summary><see cref="Events"/> ÷ <see cref="LoopSeconds"/>.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>The process' largest resident set so far, in bytes.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>A fingerprint of every event at every peer, 16 hexadecimal digits: equal runs have equal ones.</summary>
    public required string TraceHash { get; init; }

    /// <summary>Whether the run was stopped before its end; the figures are those up to then.</summary>
    [JsonPropertyName("partial")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPartial { get; init; }

    /// <summary>How latencies are distributed, ascending, for plots; null when nothing was delivered. Not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<LatencyPoint>? LatencyCdf { get; init; }
}
