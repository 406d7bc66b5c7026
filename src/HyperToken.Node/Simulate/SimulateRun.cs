using HyperToken.Node.Simulate.Progress;
using HyperToken.Simulation;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Reports;
using HyperToken.Simulation.Reports.Plots;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Scenarios;

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
        var isKept = IsKept(results);
        var done = results.Count(result => !result.IsPartial);
        if (done < settings.Runs.Count)
        {
            error.WriteLine($"hypertoken: stopped; {done} of {settings.Runs.Count} runs were made to their end.");
            return ExitCode.Interrupted;
        }

        return isDrawn && isKept ? ExitCode.Success : ExitCode.Failure;
    }

    private IReadOnlyList<SimulationOptions> Options => [.. settings.Runs.Select(run => run.Options)];

    /// <summary>Tells which limits of the scenario were broken.</summary>
    private bool IsKept(IReadOnlyList<SimulationResult> results)
    {
        var check = new ExpectationCheck(settings.Runs, results);
        foreach (var broken in check.Broken)
            error.WriteLine($"broken: {broken}");
        if (check.Checked > 0)
            error.WriteLine($"limits: {check.Checked} checked, {(check.Broken.Count == 0 ? "all kept" : $"{check.Broken.Count} broken")}");

        return check.Broken.Count == 0;
    }

    private IReadOnlyList<SimulationResult> Simulate(CancellationToken stop)
    {
        try
        {
            var results = SimulationBatch.RunSimulationBatch(Options, simulator, progress, stop);
            return [.. results.Select((result, i) => result with { Case = settings.Runs[i].Case })];
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
        _ => $"{(settings.Title is null ? "" : $"{settings.Title}\n\n")}{SimulationReport.Format(Options, results)}",
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
