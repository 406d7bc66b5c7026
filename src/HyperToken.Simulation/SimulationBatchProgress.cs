using HyperToken.Simulation.Options;

namespace HyperToken.Simulation;

/// <summary>How far a batch is.</summary>
/// <param name="Run">The number of the run that is being made, from 1 on.</param>
/// <param name="Runs">How many runs there are.</param>
/// <param name="Options">What is being run.</param>
/// <param name="Progress">How far this run is.</param>
public sealed record SimulationBatchProgress(int Run, int Runs, SimulationOptions Options, SimulationProgress Progress);
