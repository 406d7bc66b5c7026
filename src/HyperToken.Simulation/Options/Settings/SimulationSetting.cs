using System.Text.RegularExpressions;

namespace HyperToken.Simulation.Options.Settings;

/// <summary>
/// One of the things a simulation can be told: its name, and how its value is read, written and checked. The command line and scenario
/// files are both read by these, so that they know the same names and values.
/// </summary>
public sealed partial class SimulationSetting
{
    private readonly Func<SimulationOptions, string, SimulationOptions?> _set;
    private readonly Func<SimulationOptions, string> _get;
    private readonly Func<SimulationOptions, string, string?> _problem;

    /// <param name="name">Its name in scenario files.</param>
    /// <param name="set">Sets it from a text; null when the text cannot be read.</param>
    /// <param name="get">Its value as the text that sets it.</param>
    /// <param name="problem">What is wrong with its value, which is also given as text; null when nothing is.</param>
    internal SimulationSetting(
        string name,
        Func<SimulationOptions, string, SimulationOptions?> set,
        Func<SimulationOptions, string> get,
        Func<SimulationOptions, string, string?> problem)
    {
        Name = name;
        _set = set;
        _get = get;
        _problem = problem;
    }

    /// <summary>Its name in scenario files, such as <c>crashWindow</c>.</summary>
    public string Name { get; }

    /// <summary>Its name on the command line, such as <c>--crash-window</c>.</summary>
    public string OptionName => $"--{InnerCapital().Replace(Name, match => $"-{match.Value}").ToLowerInvariant()}";

    /// <summary>What it is about.</summary>
    public SettingGroup Group { get; internal init; }

    /// <summary>What its value looks like in a scenario file.</summary>
    public SettingKind Kind { get; internal init; }

    /// <summary>What stands for its value in help, such as <c>MIN..MAX</c>; empty for a flag.</summary>
    public required string ValueName { get; init; }

    /// <summary>What it does, with units.</summary>
    public required string Description { get; init; }

    /// <summary>Which values it may have.</summary>
    public required string Allowed { get; init; }

    /// <summary>The same in short, for help; empty where <see cref="ValueName"/> says it.</summary>
    public string Limits { get; internal init; } = "";

    /// <summary>What holds when it is not given.</summary>
    public string Default { get; internal init; } = "";

    /// <summary>Whether several values may be given, which makes several runs.</summary>
    public bool IsList { get; internal init; }

    /// <summary>The text that stands for not setting it, <c>none</c> or <c>default</c>; null when it always has a value.</summary>
    public string? Unset { get; internal init; }

    /// <summary>Options with this one set.</summary>
    /// <param name="options">The options to start from.</param>
    /// <param name="text">The value, as on the command line.</param>
    /// <exception cref="SimulationOptionsException">The text is no allowed value.</exception>
    public SimulationOptions Set(SimulationOptions options, string text)
    {
        ArgumentNullException.ThrowIfNull(options);
        var changed = _set(options, text) ?? throw new SimulationOptionsException(Name, $"is '{text}'", Allowed);
        return _problem(changed, text) is { } problem ? throw new SimulationOptionsException(Name, problem, Allowed) : changed;
    }

    /// <summary>Its value, as the text that sets it.</summary>
    public string Get(SimulationOptions options) => _get(options);

    /// <summary>Checks its value by itself.</summary>
    /// <exception cref="SimulationOptionsException">It is out of its range.</exception>
    public void Check(SimulationOptions options)
    {
        if (_problem(options, _get(options)) is { } problem)
            throw new SimulationOptionsException(Name, problem, Allowed);
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex InnerCapital();
}
