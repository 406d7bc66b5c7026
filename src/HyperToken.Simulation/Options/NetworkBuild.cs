namespace HyperToken.Simulation.Options;

/// <summary>How a simulated network comes to be.</summary>
public enum NetworkBuild
{
    /// <summary>Every peer joins by lookups, as a live one does.</summary>
    Protocol = 0,

    /// <summary>Tables are filled as the protocol leaves them after two maintenance rounds; caches are empty.</summary>
    Warm = 1,
}
