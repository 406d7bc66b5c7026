using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Scenarios;

/// <summary>A run of a scenario, and what is expected of it.</summary>
/// <param name="Options">What is run.</param>
/// <param name="Case">What the scenario calls it; null where it does not.</param>
/// <param name="Expected">What is expected.</param>
public sealed record PlannedRun(SimulationOptions Options, string? Case, Expectations Expected);
