using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Peer;

/// <summary>The numbers a peer runs on.</summary>
public sealed record PeerSettings
{
    /// <summary>How the peer organises its network: naive or kademlia.</summary>
    public RoutingStrategy Strategy { get; init; } = RoutingStrategy.Kademlia;

    /// <summary>The table and its lookups.</summary>
    public KademliaSettings Kademlia { get; init; } = new();

    /// <summary>Broadcasts.</summary>
    public BroadcastSettings Broadcast { get; init; } = new();

    /// <summary>Supernodes and their leaves.</summary>
    public SupernodeSettings Supernode { get; init; } = new();

    /// <summary>When the strategy changes by itself.</summary>
    public AutoSettings Auto { get; init; } = new();

    /// <summary>What the peer keeps for others.</summary>
    public RecordSettings Records { get; init; } = new();

    /// <summary>Lookups that joining or maintenance runs at once, 1 to 64.</summary>
    public int RefreshParallelism { get; init; } = 4;

    /// <summary>How often the peer looks up its own id or refreshes one thin sub-prefix.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often known contacts that sent frames are reported to the table.</summary>
    public TimeSpan SeenFlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A peer without contacts tries its seeds again this often.</summary>
    public TimeSpan RejoinInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a message for one peer may take.</summary>
    public TimeSpan RouteTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Hops a message for one peer may make, 1 to 255.</summary>
    public int RouteTimeToLive { get; init; } = 16;

    /// <summary>Messages for one peer that may be under way through this one, its own included; further ones are refused.</summary>
    public int MaxRoutes { get; init; } = 4096;

    /// <summary>Links a peer on the naive strategy opens at most, 1 or more.</summary>
    public int MaxNaiveLinks { get; init; } = 128;
}
