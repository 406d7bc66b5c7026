namespace HyperToken.Simulation;

/// <summary>How far a run is.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Done">The share of the phase that is done, 0 to 1; null when nobody can tell.</param>
/// <param name="Events">Events processed since the start.</param>
/// <param name="EventsPerSecond">Events processed a second of late.</param>
/// <param name="Elapsed">Since the start, in real time.</param>
public sealed record SimulationProgress(SimulationPhase Phase, double? Done, long Events, double EventsPerSecond, TimeSpan Elapsed);
