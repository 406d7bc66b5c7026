using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>All tables about some runs, for people.</summary>
public static class SimulationReport
{
    /// <summary>Writes the tables that have something to say.</summary>
    /// <param name="options">What was to be run.</param>
    /// <param name="results">What the first of them gave, in the same order; fewer when the batch was stopped.</param>
    public static string Format(IReadOnlyList<SimulationOptions> options, IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(results);
        var asTheSeedMeant = results.Where((_, i) => SeedExpectation.Covers(options[i])).ToList();
        string?[] parts =
        [
            $"{SimulationBatch.FormatResultsTable(results)}\n{ResultsTable.WhatIsCounted}\n",
            TrafficTable.Format(results),
            LookupTable.Format(results),
            RoleTable.Format(results),
            ExpectationTable.Format(asTheSeedMeant) is { } table ? $"Beside what the seed expected:\n\n{table}" : null,
            RunTable.Format(results),
        ];
        return string.Join('\n', parts.Where(part => part is not null));
    }
}
