namespace HyperToken.Overlay.Strategy;

/// <summary>How a peer organises its network (the seed's four, and their combination).</summary>
public enum RoutingStrategy
{
    /// <summary>A full mesh; everything goes to everybody. For networks below 50 peers.</summary>
    Naive = 0,

    /// <summary>A Kademlia table; broadcasts follow it. For networks above 100 peers.</summary>
    Kademlia = 1,

    /// <summary>Leaves attached to a mesh of supernodes. For 50 to 100 peers with stable nodes among them.</summary>
    Supernode = 2,

    /// <summary>Kademlia among the supernodes, leaves attached to them.</summary>
    Hybrid = 3,

    /// <summary>Chosen from the estimated size of the network, and changed as it grows or shrinks.</summary>
    Auto = 4,
}
