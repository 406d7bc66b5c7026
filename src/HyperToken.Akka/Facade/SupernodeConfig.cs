namespace HyperToken;

/// <summary>The numbers of supernodes and leaves that a <see cref="RoutedPeerManager"/> is given.</summary>
public sealed record SupernodeConfig
{
    /// <summary>Time since its start that a peer needs to offer itself as a supernode: 0 to 365 d, default 1 h.</summary>
    public TimeSpan MinUptime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes a second that a peer must be able to send to offer itself: 0 to 10^12, default 500,000.</summary>
    public double MinBandwidth { get; init; } = 500_000;

    /// <summary>Links a peer needs to offer itself: 0 to 10,000, default 10.</summary>
    public int MinConnections { get; init; } = 10;

    /// <summary>Leaves that get payloads from one supernode; further ones are referred to others: 1 to 10,000, default 100.</summary>
    public int MaxLeavesPerSupernode { get; init; } = 100;

    /// <summary>Supernodes a leaf holds, one that brings it payloads and the others standby: 1 to 16, default 3.</summary>
    public int TargetSupernodeCount { get; init; } = 3;

    /// <summary>Regions into which a supernode divides the mesh for a broadcast: 1 to 255, default 5.</summary>
    public int SupernodeGossipFanout { get; init; } = 5;

    /// <summary>How often a peer looks at its own score: 100 ms to 1 h, default 60 s.</summary>
    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The score from which a peer offers itself, and below which a supernode's grace period runs: 0 to 1, default 0.7.</summary>
    public double MinSupernodeScore { get; init; } = 0.7;

    /// <summary>A supernode whose score stays too low for longer becomes a leaf: 0 to 1 d, default 300 s.</summary>
    public TimeSpan DemotionGracePeriod { get; init; } = TimeSpan.FromSeconds(300);
}
