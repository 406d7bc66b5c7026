using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>Supernodes and leaves at the end of a run.</summary>
internal static class RoleTable
{
    /// <summary>The table of the results that have roles; null when none has.</summary>
    public static string? Format(IReadOnlyList<SimulationResult> results)
    {
        var cases = new CaseColumn(results);
        var table = new TextTable(["peers", "topology", "supernodes", "links, most", "attached", "leaves, busiest", "in 3 s", "in 30 s", .. cases.Heading])
        {
            LeftAligned = new HashSet<int> { 1, 8 },
        };
        var any = false;
        foreach (var result in results)
        {
            if (result.Roles is not { } roles)
                continue;

            any = true;
            table.Add([
                FigureText.Whole(result.Peers),
                FigureText.Network(result),
                FigureText.Whole(roles.Supernodes),
                FigureText.Whole(result.Connections.Max),
                FigureText.Percent(roles.AttachedRate),
                FigureText.Hundredths(roles.MaxLeavesOverMean),
                FigureText.Percent(Within(result, "3s")),
                FigureText.Percent(Within(result, "30s")),
                .. cases.Of(result)]);
        }

        return any
            ? $"{table}attached = live leaves that hold as many live supernodes as they should; busiest = leaves of the primary with most ÷ the average\n"
            : null;
    }

    private static double? Within(SimulationResult result, string time) =>
        result.DeliveredWithin is { } within && within.TryGetValue(time, out var share) ? share : null;
}
