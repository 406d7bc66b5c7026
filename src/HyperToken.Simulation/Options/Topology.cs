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

    /// <summary>The same, and leaves are found by id: by records that supernodes keep.</summary>
    Hybrid = 3,
}
