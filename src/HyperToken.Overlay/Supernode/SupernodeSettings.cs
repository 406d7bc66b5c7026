namespace HyperToken.Overlay.Supernode;

/// <summary>The numbers on which peers become supernodes, and leaves attach to them.</summary>
public sealed record SupernodeSettings
{
    /// <summary>What a peer must have before it offers itself.</summary>
    public SupernodeMinima Minima { get; init; } = new();

    /// <summary>The score from which a peer offers itself, and below which a supernode's grace period runs: 0 to 1.</summary>
    public double MinScore { get; init; } = 0.7;

    /// <summary>How often a peer looks at its own score; above zero, default 60 s.</summary>
    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A supernode whose score stays too low for longer than this becomes a leaf again; 0 or more, default 300 s.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How often a leaf and its supernodes hear of each other; a silent primary is replaced within this time. Above zero, default 5 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this long without a known supernode the best of a neighbourhood serve, whatever the minima; above zero, default 10 s.</summary>
    public TimeSpan ElectionDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Leaves of which a supernode is the primary, at most; 1 to 10,000. Further ones are referred to others.</summary>
    public int MaxLeaves { get; init; } = 100;

    /// <summary>Leaves to which a supernode is a standby, at most; 0 to 20,000.</summary>
    public int MaxStandbyLeaves { get; init; } = 200;

    /// <summary>Supernodes a leaf holds, its primary and the standbys: 1 to 16.</summary>
    public int SupernodesPerLeaf { get; init; } = 3;

    /// <summary>Regions into which a supernode divides the mesh for a broadcast: 1 to 255.</summary>
    public int MeshFanOut { get; init; } = 5;

    /// <summary>Supernodes wanted however small the network, 1 or more; see <see cref="SupernodeTarget"/>.</summary>
    public int MinSupernodes { get; init; } = 5;

    /// <summary>Peers for each of which one supernode more is wanted in a large network, 1 or more; see <see cref="SupernodeTarget"/>.</summary>
    public int LeavesPerSupernode { get; init; } = 70;

    /// <summary>Bytes a second this peer offers to send for others, 0 or more.</summary>
    public double Bandwidth { get; init; } = 1_000_000;

    /// <summary>How long a leaf waits for its primary to send what a standby has announced, before it asks the standby; 0 or more, default 200 ms.</summary>
    public TimeSpan AnnouncementWait { get; init; } = TimeSpan.FromMilliseconds(200);
}
