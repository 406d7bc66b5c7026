using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation;

/// <summary>Runs the overlay's own classes in virtual time (the seed's GossipSimulator, counting every frame).</summary>
public sealed class GossipSimulator
{
    private readonly SimulationOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="SimulationOptionsException">An option is out of its range, or options contradict each other.</exception>
    public GossipSimulator(SimulationOptions options)
    {
        SimulationOptionsValidator.Check(options);
        _options = options;
    }

    /// <summary>Runs to the end, or until stopped; then the result has what was measured so far.</summary>
    /// <param name="progress">Is told how far the run is, a few times a second.</param>
    /// <param name="stop">Ends the run early.</param>
    public SimulationResult Run(IProgress<SimulationProgress>? progress = null, CancellationToken stop = default) =>
        new Runs.SimulationRun(_options, progress, stop).Run();
}
