namespace HyperToken.Node.Up;

/// <summary>Does something for each of many, a limited number at a time.</summary>
internal static class Bounded
{
    /// <summary>The results, in the order of the items.</summary>
    public static async Task<TResult[]> SelectAsync<TItem, TResult>(
        this IReadOnlyList<TItem> items, int atOnce, Func<TItem, Task<TResult>> select, CancellationToken stop)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, items.Count), options, async (i, _) => results[i] = await select(items[i]));
        return results;
    }
}
