using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>What random lookups cost and found.</summary>
internal static class LookupTable
{
    /// <summary>The table of the results that have lookups; null when none has.</summary>
    public static string? Format(IReadOnlyList<SimulationResult> results)
    {
        var table = new TextTable("peers", "topology", "lookups", "queries", "rounds", "closest found", "recall")
        {
            LeftAligned = new HashSet<int> { 1 },
        };
        var any = false;
        foreach (var result in results)
        {
            if (result.Lookups is not { } lookups)
                continue;

            any = true;
            table.Add(
                FigureText.Whole(result.Peers),
                FigureText.Network(result),
                FigureText.Whole(lookups.Count),
                FigureText.Tenths(lookups.QueriesAvg),
                FigureText.Tenths(lookups.RoundsAvg),
                FigureText.Percent(lookups.ClosestFoundRate),
                FigureText.Percent(lookups.Recall));
        }

        return any ? table.ToString() : null;
    }
}
