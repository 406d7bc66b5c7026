using HyperToken.Simulation.Options.Settings;

namespace HyperToken.Node.Simulate.Search;

/// <summary>What <c>hypertoken simulate --search</c> was asked for, read and checked.</summary>
internal sealed record SearchSettings
{
    /// <summary>More would take weeks.</summary>
    public const int MaxSeeds = 1_000_000;

    private static readonly string[] Allowed = ["seed", "threads"];

    /// <summary>Seeds to run, 1 to <see cref="MaxSeeds"/>.</summary>
    public required int Seeds { get; init; }

    /// <summary>The first; the others follow.</summary>
    public required ulong FirstSeed { get; init; }

    /// <summary>Seeds that run at the same time.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether standard output holds JSON.</summary>
    public required bool Json { get; init; }

    /// <summary>Reads what goes with a search, and refuses what does not.</summary>
    /// <param name="seeds">Seeds to run.</param>
    /// <param name="given">The settings of the command line.</param>
    /// <param name="others">The names of other options that were given, <c>--json</c> left out.</param>
    /// <param name="json">Whether standard output holds JSON.</param>
    /// <exception cref="UsageException">An option does not go with a search, or its value is not allowed.</exception>
    public static SearchSettings Compose(
        int seeds, IReadOnlyList<KeyValuePair<SimulationSetting, string>> given, IEnumerable<string> others, bool json)
    {
        var wrong = given.Select(one => one.Key).Where(setting => !Allowed.Contains(setting.Name)).Select(setting => setting.OptionName);
        if (wrong.Concat(others).FirstOrDefault() is { } name)
            throw new UsageException($"--search makes up its scenarios, so {name} does not go with it; --seed, --threads and --json do.");

        var runs = SimulateSettings.Compose(null, given, OutputFormat.Tables, null).Runs;
        if (runs.Count > 1)
            throw new UsageException("--search runs seed after seed from --seed on; give one --seed.");

        var options = runs[0].Options;
        return new SearchSettings { Seeds = seeds, FirstSeed = options.Seed, Threads = options.Threads, Json = json };
    }
}
