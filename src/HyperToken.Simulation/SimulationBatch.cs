using HyperToken.Simulation.Options;
using HyperToken.Simulation.Reports;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation;

/// <summary>Several simulations one after the other, and their table (the seed's runSimulationBatch and formatResultsTable).</summary>
public static class SimulationBatch
{
    /// <summary>Makes the runs in their order, or until stopped: then the last result may be that of the run that was stopped.</summary>
    /// <param name="options">What to run; all of it is checked before the first run.</param>
    /// <param name="progress">Is told how far the batch is, a few times a second.</param>
    /// <param name="stop">Ends the batch early.</param>
    /// <exception cref="SimulationOptionsException">Options are wrong.</exception>
    public static IReadOnlyList<SimulationResult> RunSimulationBatch(
        IReadOnlyList<SimulationOptions> options, IProgress<SimulationBatchProgress>? progress = null, CancellationToken stop = default)
        => RunSimulationBatch(options, static (one, told, ended) => new GossipSimulator(one).Run(told, ended), progress, stop);

    /// <summary>The same, with runs made by something else.</summary>
    /// <param name="options">What to run; all of it is checked before the first run.</param>
    /// <param name="runner">Makes one run.</param>
    /// <param name="progress">Is told how far the batch is, a few times a second.</param>
    /// <param name="stop">Ends the batch early.</param>
    /// <exception cref="SimulationOptionsException">Options are wrong.</exception>
    public static IReadOnlyList<SimulationResult> RunSimulationBatch(
        IReadOnlyList<SimulationOptions> options,
        SimulationRunner runner,
        IProgress<SimulationBatchProgress>? progress = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(runner);
        foreach (var one in options)
            SimulationOptionsValidator.Check(one);

        var results = new List<SimulationResult>();
        for (var i = 0; i < options.Count && !stop.IsCancellationRequested; i++)
            results.Add(runner(options[i], progress is null ? null : new OneRun(i + 1, options, progress), stop));

        return results;
    }

    /// <summary>The seed's table: a line for each result.</summary>
    public static string FormatResultsTable(IReadOnlyList<SimulationResult> results) => ResultsTable.Format(results);

    private sealed class OneRun(int run, IReadOnlyList<SimulationOptions> options, IProgress<SimulationBatchProgress> batch)
        : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value) =>
            batch.Report(new SimulationBatchProgress(run, options.Count, options[run - 1], value));
    }
}
