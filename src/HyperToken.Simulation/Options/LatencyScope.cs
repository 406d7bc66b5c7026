namespace HyperToken.Simulation.Options;

/// <summary>What a drawn latency holds for.</summary>
public enum LatencyScope
{
    /// <summary>Fixed for each pair of peers, with 5 % of jitter a frame either way.</summary>
    Link = 0,

    /// <summary>Drawn anew for every frame.</summary>
    Frame = 1,
}
