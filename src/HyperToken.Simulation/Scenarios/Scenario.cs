using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Scenarios;

/// <summary>Named simulations, to be run one after the other.</summary>
public sealed class Scenario
{
    /// <summary>A scenario of more runs is refused: it is more likely a mistake than a wish.</summary>
    public const int MaxRuns = 10_000;

    private readonly string _source;
    private readonly IReadOnlyList<ScenarioRun> _runs;

    internal Scenario(string source, string name, string? description, IReadOnlyList<ScenarioRun> runs)
    {
        _source = source;
        _runs = runs;
        Name = name;
        Description = description;
    }

    /// <summary>What it is called; the file's name where the file does not say.</summary>
    public string Name { get; }

    /// <summary>What it shows; null where the file does not say.</summary>
    public string? Description { get; }

    /// <summary>Reads a built-in scenario, or a file.</summary>
    /// <param name="nameOrPath">One of <see cref="BuiltInScenarios.Names"/>, or the path of a JSON file.</param>
    /// <exception cref="ScenarioException">There is none, or it is wrong.</exception>
    public static Scenario Load(string nameOrPath)
    {
        if (BuiltInScenarios.Read(nameOrPath) is { } builtIn)
            return Parse(builtIn, nameOrPath);

        try
        {
            return Parse(File.ReadAllText(nameOrPath), nameOrPath);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var names = string.Join(", ", BuiltInScenarios.Names);
            throw new ScenarioException(
                nameOrPath, null, $"it cannot be read: {unreadable.Message} Name a readable JSON file, or a built-in scenario: {names}.");
        }
    }

    /// <summary>Reads a scenario from its text.</summary>
    /// <param name="json">A run, an array of runs, or an object with <c>runs</c>; it may have <c>name</c>, <c>description</c> and <c>defaults</c>.</param>
    /// <param name="source">What errors call it.</param>
    /// <exception cref="ScenarioException">It is wrong.</exception>
    public static Scenario Parse(string json, string source) => new ScenarioReader(source).Read(json);

    /// <summary>What is to be run.</summary>
    /// <param name="overrides">Values that win over the scenario's own; runs that become the same by them are made once.</param>
    /// <exception cref="ScenarioException">Values do not go together.</exception>
    public IReadOnlyList<SimulationOptions> ToOptions(ScenarioRun? overrides = null) => [.. ToRuns(overrides).Select(run => run.Options)];

    /// <summary>What is to be run, and what is expected of each run.</summary>
    /// <param name="overrides">Values that win over the scenario's own; runs that become the same by them are made once, and what was expected of any of them is expected of it.</param>
    /// <exception cref="ScenarioException">Values do not go together.</exception>
    public IReadOnlyList<PlannedRun> ToRuns(ScenarioRun? overrides = null)
    {
        var runs = _runs.Select(run => overrides is null ? run : overrides.Over(run)).ToList();
        if (runs.Sum(run => run.Count) > MaxRuns)
            throw new ScenarioException(_source, null, $"it stands for more than {MaxRuns} runs");

        var planned = new List<PlannedRun>();
        for (var i = 0; i < runs.Count; i++)
        {
            try
            {
                planned.AddRange(runs[i].ToOptions().Select(options => new PlannedRun(options, runs[i].Case, runs[i].Expected)));
            }
            catch (SimulationOptionsException wrong)
            {
                throw new ScenarioException(_source, $"run {i + 1}", wrong.Message);
            }
        }

        return overrides is null ? planned : [.. planned.GroupBy(run => (run.Options, run.Case)).Select(Merge)];
    }

    private static PlannedRun Merge(IEnumerable<PlannedRun> same) =>
        same.Aggregate((one, other) => one with { Expected = one.Expected.And(other.Expected) });
}
