namespace HyperToken.Simulation.Results;

/// <summary>A point of a latency's distribution.</summary>
/// <param name="Milliseconds">A latency, in milliseconds of virtual time.</param>
/// <param name="Share">The share of the peers that should be reached which were by then, 0 to 1.</param>
public sealed record LatencyPoint(double Milliseconds, double Share);
