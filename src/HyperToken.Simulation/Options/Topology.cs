namespace HyperToken.Simulation.Options;

/// <summary>How the simulated peers organise their network.</summary>
public enum Topology
{
    /// <summary>A full mesh; everything goes to everybody.</summary>
    Naive = 0,

    /// <summary>Kademlia tables.</summary>
    Kademlia = 1,

    /// <summary>Leaves attached to a mesh of supernodes.</summary>
    Supernode = 2,

    /// <summary>Kademlia among supernodes, leaves attached. Not built yet.</summary>
    Hybrid = 3,
}
