namespace HyperToken.Simulation.Options;

/// <summary>A span of virtual time.</summary>
/// <param name="From">Its begin, 0 or later.</param>
/// <param name="To">Its end, not before the begin.</param>
public sealed record TimeWindow(TimeSpan From, TimeSpan To);
