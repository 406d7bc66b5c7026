namespace HyperToken.Overlay.Supernode;

/// <summary>What a peer must have before it offers itself as a supernode. Twice as much gives the full part of the score; zero asks for nothing.</summary>
public sealed record SupernodeMinima
{
    /// <summary>Time since the peer started, 0 or more; default 1 h.</summary>
    public TimeSpan MinUptime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes a second the peer can send, 0 or more; default 500,000.</summary>
    public double MinBandwidth { get; init; } = 500_000;

    /// <summary>Open links, 0 or more.</summary>
    public int MinConnections { get; init; } = 10;
}
