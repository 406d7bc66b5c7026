namespace HyperToken.Simulation;

/// <summary>What a run is doing.</summary>
public enum SimulationPhase
{
    /// <summary>Peers join, or their tables are filled.</summary>
    Building = 0,

    /// <summary>Maintenance rounds.</summary>
    Settling = 1,

    /// <summary>Random lookups.</summary>
    LookingUp = 2,

    /// <summary>Broadcasts, and what follows from them.</summary>
    Broadcasting = 3,
}
