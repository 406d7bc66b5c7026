using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;

namespace HyperToken.Simulation.Scenarios;

/// <summary>Values for some settings, and what is expected. A setting with several values stands for as many runs.</summary>
public sealed class ScenarioRun
{
    /// <summary>No value.</summary>
    public static readonly ScenarioRun Empty = new(new Dictionary<SimulationSetting, IReadOnlyList<string>>());

    private readonly IReadOnlyDictionary<SimulationSetting, IReadOnlyList<string>> _values;

    /// <param name="values">The texts that set each, one or more; checked already, one by one.</param>
    /// <param name="name">What the run is called; null: nothing.</param>
    /// <param name="expected">What is expected of it; null: nothing.</param>
    internal ScenarioRun(
        IReadOnlyDictionary<SimulationSetting, IReadOnlyList<string>> values, string? name = null, Expectations? expected = null)
    {
        _values = values;
        Case = name;
        Expected = expected ?? Expectations.None;
    }

    /// <summary>What it is called; null where nobody says.</summary>
    public string? Case { get; }

    /// <summary>What is expected of it.</summary>
    public Expectations Expected { get; }

    /// <summary>Values read from texts, as on the command line; several for one setting are separated by commas.</summary>
    /// <exception cref="SimulationOptionsException">A text is no allowed value.</exception>
    public static ScenarioRun Parse(IEnumerable<KeyValuePair<SimulationSetting, string>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var values = new Dictionary<SimulationSetting, IReadOnlyList<string>>();
        foreach (var (setting, text) in texts)
        {
            string[] each = setting.IsList ? text.Split(',') : [text];
            foreach (var one in each)
                setting.Set(new SimulationOptions(), one);

            values[setting] = each;
        }

        return new ScenarioRun(values);
    }

    /// <summary>These values and expectations, and for what is not said here those of another.</summary>
    internal ScenarioRun Over(ScenarioRun other)
    {
        var values = new Dictionary<SimulationSetting, IReadOnlyList<string>>(other._values);
        foreach (var (setting, texts) in _values)
            values[setting] = texts;

        return new ScenarioRun(values, Case ?? other.Case, Expected.Over(other.Expected));
    }

    /// <summary>How many runs it stands for.</summary>
    internal long Count => _values.Values.Aggregate(1L, (product, texts) => product * texts.Count);

    /// <summary>The runs it stands for: the first listed setting changes slowest.</summary>
    /// <exception cref="SimulationOptionsException">The values do not go together.</exception>
    public IReadOnlyList<SimulationOptions> ToOptions()
    {
        IEnumerable<SimulationOptions> runs = [new SimulationOptions()];
        foreach (var setting in SimulationSettings.All)
        {
            if (_values.TryGetValue(setting, out var texts))
                runs = runs.SelectMany(options => texts.Select(text => setting.Set(options, text)));
        }

        return [.. runs.Select(Checked)];
    }

    private static SimulationOptions Checked(SimulationOptions options)
    {
        SimulationOptionsValidator.Check(options);
        return options;
    }
}
