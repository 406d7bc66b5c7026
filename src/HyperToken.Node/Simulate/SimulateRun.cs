using HyperToken.Node.Simulate.Progress;
using HyperToken.Simulation;
using HyperToken.Simulation.Reports;
using HyperToken.Simulation.Reports.Plots;
using HyperToken.Simulation.Results;

namespace HyperToken.Node.Simulate;

/// <summary>One run of <c>simulate</c>: make the runs, print what they gave, draw it.</summary>
internal sealed class SimulateRun(
    SimulateSettings settings, SimulationRunner simulator, IRunProgress progress, TextWriter output, TextWriter error)
{
    /// <summary>Runs to the end, or until stopped; then what there is is printed.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">Plots cannot be written.</exception>
    public int Run(CancellationToken stop)
    {
        settings.Plots?.Prepare();
        var results = Simulate(stop);
        output.Write(Format(results));
        output.Flush();
        var isDrawn = settings.Plots is null || TryDraw(settings.Plots, results);
        var done = results.Count(result => !result.IsPartial);
        if (done < settings.Runs.Count)
        {
            error.WriteLine($"hypertoken: stopped; {done} of {settings.Runs.Count} runs were made to their end.");
            return ExitCode.Interrupted;
        }

        return isDrawn ? ExitCode.Success : ExitCode.Failure;
    }

    private IReadOnlyList<SimulationResult> Simulate(CancellationToken stop)
    {
        try
        {
            return SimulationBatch.RunSimulationBatch(settings.Runs, simulator, progress, stop);
        }
        finally
        {
            progress.End();
        }
    }

    private string Format(IReadOnlyList<SimulationResult> results) => settings.Format switch
    {
        OutputFormat.Json => ResultsJson.Format(results),
        OutputFormat.Csv => ResultsCsv.Format(results),
        _ when results.Count == 0 => "",
        _ => $"{(settings.Title is null ? "" : $"{settings.Title}\n\n")}{SimulationReport.Format(settings.Runs, results)}",
    };

    private bool TryDraw(PlotFolder folder, IReadOnlyList<SimulationResult> results)
    {
        try
        {
            foreach (var (name, svg) in ResultPlots.Draw(results))
                error.WriteLine($"plot: {folder.Write(name, svg)}");

            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"hypertoken: plots cannot be written: {unwritable.Message}");
            return false;
        }
    }
}
