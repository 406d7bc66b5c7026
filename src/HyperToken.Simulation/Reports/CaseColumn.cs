using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>The last column of a table: what a scenario calls its runs, where it calls them anything.</summary>
internal sealed class CaseColumn(IReadOnlyList<SimulationResult> results)
{
    private readonly bool _isShown = results.Any(result => result.Case is not null);

    public string[] Heading => _isShown ? ["case"] : [];

    public string[] Of(SimulationResult result) => _isShown ? [result.Case ?? ""] : [];
}
