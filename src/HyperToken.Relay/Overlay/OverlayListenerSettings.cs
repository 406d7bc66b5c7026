namespace HyperToken.Relay.Overlay;

/// <summary>What a listener for links of other peers takes.</summary>
public sealed record OverlayListenerSettings
{
    /// <summary>Connections open at once, 1 or more. Further ones are answered with 503.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>Connections open at once from one IP address, 1 or more. Further ones are answered with 429.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 64;

    /// <summary>Connections whose other side has not proven yet who it is, 1 or more. Further ones are answered with 503.</summary>
    public int MaxHandshakes { get; init; } = 128;
}
