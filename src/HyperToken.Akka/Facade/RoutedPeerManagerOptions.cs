using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;

namespace HyperToken;

/// <summary>
/// What a <see cref="RoutedPeerManager"/> is given. The strategy is always the one given here. A group of numbers that is left out is that
/// of the actor system's configuration; one that is given goes before the configuration with all its numbers. Settings that have no option
/// here are those of the configuration. Out of the box both are the same.
/// </summary>
public sealed record RoutedPeerManagerOptions
{
    /// <summary>How the peer organises its network; by default as suits the network's size, and changed as that changes.</summary>
    public RoutingStrategy RoutingStrategy { get; init; } = RoutingStrategy.Auto;

    /// <summary>The numbers of Kademlia; left out, those below <c>hypertoken.kademlia</c>.</summary>
    public KademliaConfig? KademliaConfig { get; init; }

    /// <summary>The numbers of supernodes and leaves; left out, those below <c>hypertoken.supernode</c>.</summary>
    public SupernodeConfig? SupernodeConfig { get; init; }

    /// <summary>When <see cref="RoutingStrategy.Auto"/> changes the strategy; left out, as below <c>hypertoken.auto</c>.</summary>
    public AutoRoutingThresholds? AutoThresholds { get; init; }

    /// <summary>The peer's id, which it keeps from one connection to the next. Left out, it is that of a new key.</summary>
    public PeerId? LocalPeerId { get; init; }
}
