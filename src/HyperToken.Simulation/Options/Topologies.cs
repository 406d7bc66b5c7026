using HyperToken.Overlay.Strategy;

namespace HyperToken.Simulation.Options;

/// <summary>What the topologies have in common with the strategies of peers.</summary>
internal static class Topologies
{
    /// <summary>The strategy of the peers.</summary>
    public static RoutingStrategy StrategyOf(Topology topology) => topology switch
    {
        Topology.Naive => RoutingStrategy.Naive,
        Topology.Kademlia => RoutingStrategy.Kademlia,
        Topology.Supernode => RoutingStrategy.Supernode,
        _ => RoutingStrategy.Hybrid,
    };

    /// <summary>Whether peers are supernodes or leaves.</summary>
    public static bool HasRoles(Topology topology) => StrategyPlans.HasRoles(StrategyOf(topology));
}
