namespace HyperToken.Overlay.Strategy;

/// <summary>Which plan a strategy broadcasts with.</summary>
public static class StrategyPlans
{
    /// <summary>Whether peers on the strategy are supernodes or leaves.</summary>
    public static bool HasRoles(RoutingStrategy strategy) => strategy is RoutingStrategy.Supernode or RoutingStrategy.Hybrid;

    /// <summary>The plan a strategy uses unless told otherwise; <see cref="RoutingStrategy.Auto"/> stands for not having chosen yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy.</exception>
    public static BroadcastPlan DefaultPlan(RoutingStrategy strategy) => strategy switch
    {
        RoutingStrategy.Naive => BroadcastPlan.Naive,
        RoutingStrategy.Kademlia or RoutingStrategy.Auto => BroadcastPlan.Tree,
        RoutingStrategy.Supernode or RoutingStrategy.Hybrid => BroadcastPlan.Supernode,
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "No such strategy."),
    };
}
