namespace HyperToken.Overlay.Strategy;

/// <summary>At which estimated network sizes a peer on <see cref="RoutingStrategy.Auto"/> changes its strategy.</summary>
/// <param name="Supernode">From this many peers on <see cref="RoutingStrategy.Supernode"/>, below it naive; 2 or more.</param>
/// <param name="Kademlia">From this many peers on <see cref="RoutingStrategy.Kademlia"/>; not below <paramref name="Supernode"/>.</param>
public sealed record StrategyThresholds(int Supernode = 50, int Kademlia = 100)
{
    /// <summary>The strategy that suits a network of this size, without hysteresis.</summary>
    /// <param name="networkSize">Estimated number of peers, 1 or more.</param>
    /// <param name="hasStableNodes">Whether supernodes can be had; without them a middle-sized network uses Kademlia.</param>
    public RoutingStrategy Choose(int networkSize, bool hasStableNodes) => networkSize switch
    {
        _ when networkSize < Supernode => RoutingStrategy.Naive,
        _ when networkSize < Kademlia && hasStableNodes => RoutingStrategy.Supernode,
        _ => RoutingStrategy.Kademlia,
    };
}
