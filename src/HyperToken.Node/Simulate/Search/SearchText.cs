using System.Globalization;
using System.Text;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;
using HyperToken.Simulation.Search;

namespace HyperToken.Node.Simulate.Search;

/// <summary>What a search found, for people.</summary>
internal static class SearchText
{
    /// <param name="seeds">Seeds that were run.</param>
    /// <param name="shown">The seed whose scenario is told; null: none is.</param>
    /// <param name="findings">What was found.</param>
    public static string Format(int seeds, ulong? shown, IReadOnlyList<FaultFinding> findings)
    {
        var text = new StringBuilder();
        if (shown is { } seed)
        {
            var scenario = FaultSearch.ScenarioOf(seed);
            text.AppendLine(CultureInfo.InvariantCulture, $"seed {seed}: {FaultSearch.Describe(scenario)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"the same network, measured: {CommandOf(scenario)}");
        }

        foreach (var finding in findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"{finding}");

        text.AppendLine(CultureInfo.InvariantCulture, $"{Count(seeds, "seed")}, {Count(findings.Count, "finding")}");
        return text.ToString();
    }

    /// <summary>A number of things, <c>1 seed</c> or <c>2 seeds</c>.</summary>
    public static string Count(int number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>Every setting that is not the default; threads do not change a run.</summary>
    private static string CommandOf(SimulationOptions scenario)
    {
        var defaults = new SimulationOptions { Threads = scenario.Threads };
        var given = SimulationSettings.All
            .Where(setting => setting.Get(scenario) != setting.Get(defaults))
            .Select(setting => $" {setting.OptionName} {setting.Get(scenario)}");
        return $"hypertoken simulate{string.Concat(given)}";
    }
}
