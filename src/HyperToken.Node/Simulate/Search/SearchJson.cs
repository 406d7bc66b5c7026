using System.Text.Json;
using HyperToken.Simulation.Search;

namespace HyperToken.Node.Simulate.Search;

/// <summary>What a search found, as one JSON object on one line.</summary>
internal static class SearchJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="seeds">Seeds that were run.</param>
    /// <param name="firstSeed">The first of them.</param>
    /// <param name="findings">What was found.</param>
    public static string Format(int seeds, ulong firstSeed, IReadOnlyList<FaultFinding> findings) =>
        $"{JsonSerializer.Serialize(new Search(seeds, firstSeed, [.. findings.Select(Finding.Of)]), Options)}\n";

    private sealed record Search(int Seeds, ulong FirstSeed, IReadOnlyList<Finding> Findings);

    private sealed record Finding(ulong Seed, string Invariant, string Figures, string Scenario, string Command)
    {
        public static Finding Of(FaultFinding found) =>
            new(found.Seed, found.Invariant, found.Figures, FaultSearch.Describe(found.Scenario), found.Command);
    }
}
