namespace HyperToken.Overlay.Strategy;

/// <summary>By which rules a broadcast spreads. The hop header names the plan and every receiver obeys it, whatever its own strategy. The values are on the wire.</summary>
public enum BroadcastPlan : byte
{
    /// <summary>On first receipt, forward to every link but the one it came on.</summary>
    Naive = 1,

    /// <summary>On first receipt, forward to k contacts drawn from different buckets, while the time to live lasts.</summary>
    Epidemic = 2,

    /// <summary>Each receiver serves the buckets below a height, and every payload is acknowledged.</summary>
    Tree = 3,

    /// <summary>Leaves hand the payload to their supernode; among supernodes it goes as on the tree plan.</summary>
    Supernode = 4,

    /// <summary>Sent again to one peer that asked for it, which does not forward it.</summary>
    Repair = 5,
}
