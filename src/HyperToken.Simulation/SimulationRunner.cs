using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation;

/// <summary>Makes one run, as <see cref="GossipSimulator.Run"/> does.</summary>
/// <param name="options">What to run.</param>
/// <param name="progress">Is told how far the run is.</param>
/// <param name="stop">Ends the run early; then the result has what was measured so far.</param>
public delegate SimulationResult SimulationRunner(SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken stop);
