namespace HyperToken.Simulation.Options;

/// <summary>Random peers whose frames, in either direction, travel longer.</summary>
/// <param name="Share">The share of slow peers, 0 to 1.</param>
/// <param name="Factor">How many times longer, 1 to 1,000.</param>
public sealed record SlowPeerOptions(double Share, double Factor);
