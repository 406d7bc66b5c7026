using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Search;

/// <summary>
/// Runs random scenarios full of faults, and checks on the inside of each run what has to hold whatever happens. A seed gives one
/// scenario and one run, so a finding can be replayed.
/// </summary>
public sealed class FaultSearch
{
    private readonly FaultSearchOptions _options;

    /// <summary>Prepares a search.</summary>
    /// <param name="options">How to go about it; left out, one seed after the other.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FaultSearch(FaultSearchOptions? options = null)
    {
        _options = options ?? new FaultSearchOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Parallelism, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.Parallelism, 64, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.CompareThreadsEvery, 1, nameof(options));
    }

    /// <summary>The scenario that belongs to a seed.</summary>
    public static SimulationOptions ScenarioOf(ulong seed) => RandomScenario.Of(seed);

    /// <summary>A scenario in one line: its size, its load, and what differs from a quiet network.</summary>
    public static string Describe(SimulationOptions scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return RandomScenario.Describe(scenario);
    }

    /// <summary>Runs seed after seed until all are done, or until stopped.</summary>
    /// <param name="count">How many seeds, 1 or more.</param>
    /// <param name="firstSeed">The first; the others follow.</param>
    /// <param name="progress">Is told after every seed.</param>
    /// <param name="stop">Ends the search early: seeds in progress are given up.</param>
    /// <returns>What was not kept, by seed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public IReadOnlyList<FaultFinding> Run(
        int count, ulong firstSeed = 1, IProgress<FaultSearchProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var findings = new List<FaultFinding>();
        var gate = new Lock();
        var done = 0;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism }, (index, loop) =>
        {
            if (stop.IsCancellationRequested)
            {
                loop.Stop();
                return;
            }

            var found = Examine(unchecked(firstSeed + (ulong)index), stop);
            if (stop.IsCancellationRequested)
                return;

            lock (gate)
            {
                findings.AddRange(found);
                progress?.Report(new FaultSearchProgress(++done, count, found));
            }
        });

        return [.. findings.OrderBy(finding => unchecked(finding.Seed - firstSeed))];
    }

    private IReadOnlyList<FaultFinding> Examine(ulong seed, CancellationToken stop)
    {
        var scenario = RandomScenario.Of(seed);
        var examination = new Examination(scenario, stop);
        var findings = examination.Run();
        if (seed % (ulong)_options.CompareThreadsEvery != 0 || stop.IsCancellationRequested)
            return findings;

        var again = new Examination(scenario with { Threads = 2 }, stop);
        again.Run();
        return again.Trace == examination.Trace
            ? findings
            : [.. findings, new FaultFinding(seed, "one run whatever the number of threads", FormattableString.Invariant($"trace {examination.Trace:x16} with one thread, {again.Trace:x16} with two"), scenario)];
    }
}
