using System.CommandLine;
using System.CommandLine.Help;
using HyperToken.Node.CommandLine;
using HyperToken.Node.Simulate.Progress;
using HyperToken.Node.Simulate.Search;
using HyperToken.Simulation;
using HyperToken.Simulation.Options.Settings;

namespace HyperToken.Node.Simulate;

/// <summary>The verb <c>simulate</c>: its options, and what runs when they are right.</summary>
internal sealed class SimulateCommand
{
    private readonly SimulationRunner _simulator;
    private readonly FaultSearcher _searcher;
    private readonly IReadOnlyList<KeyValuePair<SimulationSetting, Option<string?>>> _settings =
        [.. SimulationSettings.All.Select(setting => KeyValuePair.Create(setting, OptionOf(setting)))];

    private readonly Option<string?> _scenario = new("--scenario")
    {
        Description = "Runs of a JSON file, or of a built-in scenario; options given here win",
        HelpName = "FILE|NAME",
    };

    private readonly Option<string?> _plot = new("--plot")
    {
        Description = "Draws connections, messages, latency and delivery, as SVG files in a folder",
        HelpName = "DIR",
    };

    private readonly Option<bool> _csv = new("--csv") { Description = "Writes comma-separated values to stdout, and nothing else" };
    private readonly Option<bool> _json = new("--json") { Description = "Writes a JSON array to stdout, and nothing else" };

    private readonly Option<int?> _search = NumberOption.Of(
        "--search", "Searches for faults instead: runs random scenarios, and checks what has to hold in each; seeds to run", 1, SearchSettings.MaxSeeds);

    private SimulateCommand(SimulationRunner simulator, FaultSearcher searcher) => (_simulator, _searcher) = (simulator, searcher);

    private IReadOnlyList<Option> OutputOptions => [_scenario, _plot, _csv, _json];

    public static Command Create(SimulationRunner simulator, FaultSearcher searcher)
    {
        var simulate = new SimulateCommand(simulator, searcher);
        var command = new Command(
            "simulate", "Runs networks of up to 10,000,000 peers in virtual time, with the protocol's own code, and measures them.");
        foreach (var option in simulate._settings.Select(setting => setting.Value).Concat(simulate.OutputOptions).Append(simulate._search))
            command.Options.Add(option);

        command.SetAction(simulate.Run);
        command.Options.Add(new HelpOption { Action = new SimulateHelp(simulate.OutputOptions, simulate._search) });
        return command;
    }

    private int Run(ParseResult parsed)
    {
        Func<CancellationToken, int> run = parsed.GetValue(_search) is { } seeds ? PrepareSearch(parsed, seeds) : PrepareRuns(parsed);
        using var signals = new StopSignals(CancellationToken.None);
        return run(signals.Token);
    }

    private Func<CancellationToken, int> PrepareRuns(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        return new SimulateRun(Read(parsed), _simulator, RunProgress.On(error), output, error).Run;
    }

    private Func<CancellationToken, int> PrepareSearch(ParseResult parsed, int seeds)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var others = ((IReadOnlyList<Option>)[_scenario, _plot, _csv]).Where(option => parsed.GetResult(option) is { Implicit: false });
        var settings = SearchSettings.Compose(seeds, [.. Given(parsed)], others.Select(option => option.Name), parsed.GetValue(_json));
        return new SearchRun(settings, _searcher, RunProgress.On(error), output, error).Run;
    }

    private SimulateSettings Read(ParseResult parsed)
    {
        var json = parsed.GetValue(_json);
        var csv = parsed.GetValue(_csv);
        if (json && csv)
            throw new UsageException("--json and --csv both want standard output; give one of them.");

        var format = json ? OutputFormat.Json : csv ? OutputFormat.Csv : OutputFormat.Tables;
        var plots = parsed.GetValue(_plot) is { } path ? new PlotFolder(path) : null;
        return SimulateSettings.Compose(parsed.GetValue(_scenario), Given(parsed), format, plots);
    }

    private IEnumerable<KeyValuePair<SimulationSetting, string>> Given(ParseResult parsed)
    {
        foreach (var (setting, option) in _settings)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                yield return KeyValuePair.Create(setting, parsed.GetValue(option) ?? "true");
        }
    }

    /// <summary>The text is read by the setting itself, as that of a scenario file is. A flag may go without.</summary>
    private static Option<string?> OptionOf(SimulationSetting setting) => new(setting.OptionName)
    {
        Description = setting.Description,
        HelpName = setting.ValueName,
        Arity = setting.Kind == SettingKind.Flag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };
}
