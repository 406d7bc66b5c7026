namespace HyperToken.Simulation.Scenarios;

/// <summary>
/// The runs of a case have to do as well as those of another one in networks of the same size and build: copies, payloads and control
/// frames sent, on average over runs, and the 99th percentile of latency over the deliveries of all runs.
/// </summary>
/// <param name="Case">The other case.</param>
/// <param name="Share">How much larger a figure may be, as a share of the other's; 0 or more.</param>
public sealed record Comparison(string Case, double Share);
