using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;
using HyperToken.Simulation.Scenarios;

namespace HyperToken.Node.Simulate;

/// <summary>What <c>hypertoken simulate</c> was asked for, read and checked.</summary>
internal sealed record SimulateSettings
{
    /// <summary>The runs, in their order.</summary>
    public required IReadOnlyList<PlannedRun> Runs { get; init; }

    /// <summary>What the runs are about, for the head of the tables; null: nobody said.</summary>
    public string? Title { get; init; }

    /// <summary>How results are printed.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>Where plots go; null: none are drawn.</summary>
    public PlotFolder? Plots { get; init; }

    /// <summary>Puts what the command line says above what the scenario says.</summary>
    /// <param name="scenario">The name or path of a scenario; null: one run, or as many as there are values for its lists.</param>
    /// <param name="given">The settings of the command line.</param>
    /// <param name="format">How results are printed.</param>
    /// <param name="plots">Where plots go; null: none are drawn.</param>
    /// <exception cref="UsageException">A value is not allowed, values do not go together, or the scenario is wrong.</exception>
    public static SimulateSettings Compose(
        string? scenario, IEnumerable<KeyValuePair<SimulationSetting, string>> given, OutputFormat format, PlotFolder? plots)
    {
        try
        {
            var run = ScenarioRun.Parse(given);
            if (scenario is null)
                return new SimulateSettings { Runs = [.. run.ToOptions().Select(options => new PlannedRun(options, null, Expectations.None))], Format = format, Plots = plots };

            var loaded = Scenario.Load(scenario);
            return new SimulateSettings { Runs = loaded.ToRuns(run), Format = format, Plots = plots, Title = Head(loaded) };
        }
        catch (SimulationOptionsException wrong)
        {
            var option = SimulationSettings.Find(wrong.Field)?.OptionName ?? wrong.Field;
            throw new UsageException($"{option} {wrong.Problem}; allowed: {wrong.Allowed}");
        }
        catch (ScenarioException wrong)
        {
            throw new UsageException($"--scenario {wrong.Message}");
        }
    }

    private static string Head(Scenario scenario) =>
        scenario.Description is null ? scenario.Name : $"{scenario.Name}: {scenario.Description}";
}
