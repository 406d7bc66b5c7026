using HyperToken.Overlay.Strategy;

namespace HyperToken.Simulation.Options;

/// <summary>Everything that decides how a simulation goes: the same options give the same run, event for event, on any machine.</summary>
public sealed record SimulationOptions
{
    /// <summary>The largest network, in peers.</summary>
    public const int MaxPeers = 10_000_000;

    /// <summary>Up to this many peers a network is built by protocol unless told otherwise.</summary>
    public const int MaxPeersByProtocol = 20_000;

    /// <summary>How many peers, 1 to <see cref="MaxPeers"/>.</summary>
    public int Peers { get; init; } = 1_000;

    /// <summary>How they organise.</summary>
    public Topology Topology { get; init; } = Topology.Kademlia;

    /// <summary>By which rules broadcasts spread; null: the topology's default.</summary>
    public BroadcastPlan? Plan { get; init; }

    /// <summary>How the network comes to be; null: by protocol up to <see cref="MaxPeersByProtocol"/> peers, warm above.</summary>
    public NetworkBuild? Build { get; init; }

    /// <summary>Broadcasts, each from a random live peer; 0 to 100,000. Times peers at most <see cref="Array.MaxLength"/>.</summary>
    public int Broadcasts { get; init; } = 20;

    /// <summary>Broadcasts a second, 0.001 to 100,000.</summary>
    public double Rate { get; init; } = 10;

    /// <summary>Payload bytes of each broadcast, 0 to 1,048,576.</summary>
    public int Size { get; init; } = 256;

    /// <summary>How long frames travel.</summary>
    public LatencyOptions Latency { get; init; } = LatencyOptions.Default;

    /// <summary>What a drawn latency holds for.</summary>
    public LatencyScope LatencyScope { get; init; } = LatencyScope.Link;

    /// <summary>The share of frames that get lost, 0 to 0.99.</summary>
    public double Loss { get; init; }

    /// <summary>What each peer can send, in bytes per second; null: without limit.</summary>
    public long? Bandwidth { get; init; }

    /// <summary>Whether the first frame to a peer without a link waits 1.5 round trips for the link to open.</summary>
    public bool DialCost { get; init; }

    /// <summary>Links a peer keeps at most, 8 to 65,536; null: without limit.</summary>
    public int? MaxLinks { get; init; }

    /// <summary>The share of peers that crash, 0 to 0.99. Nobody is told.</summary>
    public double Crash { get; init; }

    /// <summary>The share of supernodes that crash, 0 to 0.99; nobody else does. Nobody is told. Not with <see cref="Crash"/>.</summary>
    public double CrashSupernodes { get; init; }

    /// <summary>When they crash, after the first broadcast: from 0 on.</summary>
    public TimeWindow CrashWindow { get; init; } = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Whether they crash before the maintenance rounds instead.</summary>
    public bool CrashBefore { get; init; }

    /// <summary>The share of entries missing in the ten lowest used buckets of every table once the network is built, 0 to 0.99.</summary>
    public double Holes { get; init; }

    /// <summary>A part of the network that is cut off for a while; null: none.</summary>
    public PartitionOptions? Partition { get; init; }

    /// <summary>Peers that leave and come back; null: none.</summary>
    public ChurnOptions? Churn { get; init; }

    /// <summary>Peers whose links are slow; null: none.</summary>
    public SlowPeerOptions? SlowPeers { get; init; }

    /// <summary>Maintenance rounds before the broadcasts, 0 to 100.</summary>
    public int Settle { get; init; }

    /// <summary>Random lookups, each of a random id from a random live peer, before the broadcasts; on the topology hybrid random live leaves are located instead; 0 to 10,000,000.</summary>
    public int Lookups { get; init; }

    /// <summary>The share of table entries that are dead when the lookups are made, 0 to 0.99.</summary>
    public double Stale { get; init; }

    /// <summary>Contacts a bucket holds and a lookup ends with; 1 to 255.</summary>
    public int K { get; init; } = 20;

    /// <summary>Contacts an epidemic broadcast is forwarded to, 1 to 255; null: as many as <see cref="K"/>.</summary>
    public int? FanOut { get; init; }

    /// <summary>Queries a lookup keeps in flight, 1 to 32.</summary>
    public int Alpha { get; init; } = 3;

    /// <summary>Hops a broadcast may make, 1 to 255; the tree plan has a limit of its own.</summary>
    public int TimeToLive { get; init; } = 10;

    /// <summary>Decides ids, links, losses and every choice.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Worker threads, 1 to 64; they change the speed, never the run.</summary>
    public int Threads { get; init; } = Math.Min(64, Environment.ProcessorCount);

    /// <summary>
    /// How long the network is watched after the first broadcast at most; null: 10 s after the last one and the last crash. It ends earlier
    /// once all is delivered and nothing of a broadcast is under way; but not before leaves have had 30 s to replace supernodes that crashed.
    /// </summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The build that is used.</summary>
    public NetworkBuild EffectiveBuild => Build ?? (Peers <= MaxPeersByProtocol || Topologies.HasRoles(Topology) ? NetworkBuild.Protocol : NetworkBuild.Warm);

    /// <summary>The share of those who may crash that do.</summary>
    internal double EffectiveCrash => Math.Max(Crash, CrashSupernodes);

    /// <summary>To how many contacts an epidemic broadcast is forwarded.</summary>
    public int EffectiveFanOut => FanOut ?? K;

    /// <summary>The plan that is used.</summary>
    public BroadcastPlan EffectivePlan => Plan ?? Topology switch
    {
        Topology.Naive => BroadcastPlan.Naive,
        Topology.Kademlia => StrategyPlans.DefaultPlan(RoutingStrategy.Kademlia),
        _ => BroadcastPlan.Supernode,
    };
}
