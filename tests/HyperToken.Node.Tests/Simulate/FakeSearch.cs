using HyperToken.Simulation.Search;

namespace HyperToken.Node.Tests.Simulate;

/// <summary>Searches without simulating: the seeds named are those that break something.</summary>
internal sealed class FakeSearch(params ulong[] broken)
{
    /// <summary>What was asked for; null: nothing was.</summary>
    public (int Parallelism, int Count, ulong FirstSeed)? Asked { get; private set; }

    /// <summary>Happens after every seed.</summary>
    public Action<ulong>? After { get; init; }

    public IReadOnlyList<FaultFinding> Run(
        FaultSearchOptions options, int count, ulong firstSeed, IProgress<FaultSearchProgress> progress, CancellationToken stop)
    {
        Asked = (options.Parallelism, count, firstSeed);
        var all = new List<FaultFinding>();
        for (var done = 0; done < count && !stop.IsCancellationRequested;)
        {
            var seed = firstSeed + (ulong)done;
            FaultFinding[] found = broken.Contains(seed)
                ? [new FaultFinding(seed, "nothing is delivered twice", "3 deliveries", FaultSearch.ScenarioOf(seed))]
                : [];
            all.AddRange(found);
            progress.Report(new FaultSearchProgress(++done, count, found));
            After?.Invoke(seed);
        }

        return all;
    }
}
