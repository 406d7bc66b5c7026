using HyperToken.Overlay.Strategy;

namespace HyperToken;

/// <summary>At which estimated sizes of the network a <see cref="RoutedPeerManager"/> on <see cref="RoutingStrategy.Auto"/> changes its strategy.</summary>
public sealed record AutoRoutingThresholds
{
    /// <summary>From this many peers on supernodes where there are stable peers, below it naive: 2 to 10,000,000, default 50.</summary>
    public int SupernodeThreshold { get; init; } = 50;

    /// <summary>From this many peers on Kademlia: <see cref="SupernodeThreshold"/> to 10,000,000, default 100.</summary>
    public int KademliaThreshold { get; init; } = 100;
}
