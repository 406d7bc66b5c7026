using System.Text.Json.Serialization;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

/// <param name="Lookups">Lookups made.</param>
/// <param name="Found">Those that found a live peer with exactly the id looked for, or its record.</param>
/// <param name="FoundRate">Found ÷ lookups.</param>
/// <param name="Queries">Queries sent, average of a lookup.</param>
/// <param name="Rounds">The longest chain of answers, average of a lookup.</param>
/// <param name="Failures">Contacts that did not answer, average of a lookup.</param>
/// <param name="LatencyMs">From the call to its result.</param>
/// <param name="Seconds">All of them together.</param>
internal sealed record LookupEvent(
    int Lookups, int Found, double FoundRate, double Queries, double Rounds, double Failures, Latency LatencyMs, double Seconds)
    : UpEvent("lookup")
{
    /// <summary>The share of the truly closest k live peers that was found, average of a lookup; for random lookups only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Recall { get; init; }

    /// <summary>The id looked for, when it was named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Target { get; init; }

    /// <summary>Who looked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? From { get; init; }

    /// <summary>The closest contacts that answered, closest first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Closest { get; init; }

    /// <summary>Of a leaf: the supernodes it is reached through, its primary first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Supernodes { get; init; }

    public static LookupEvent Of(IReadOnlyList<PeerLookup> lookups, TimeSpan took)
    {
        var found = lookups.Count(lookup => lookup.Found);
        return new LookupEvent(
            lookups.Count,
            found,
            (double)found / lookups.Count,
            Math.Round(lookups.Average(lookup => lookup.Result.Queries), 2),
            Math.Round(lookups.Average(lookup => lookup.Result.Rounds), 2),
            Math.Round(lookups.Average(lookup => lookup.Result.Failures), 2),
            Latency.Of([.. lookups.Select(lookup => lookup.Took.TotalMilliseconds).Order()]),
            Math.Round(took.TotalSeconds, 3));
    }

    private string Outcome => Supernodes is { } supernodes
        ? $"found, a leaf of {string.Join(' ', supernodes.Select(id => id[..8]))}"
        : Found == 1 ? "found" : "not found";

    public override IEnumerable<string> ToLines()
    {
        if (Closest is null)
        {
            yield return $"lookup: found {Found} of {Lookups} ({Percent.Of(FoundRate)}), recall {Percent.Of(Recall ?? 1)}, {Queries:0.0} queries, {Rounds:0.0} rounds and "
                + $"{Failures:0.0} failures each, {LatencyMs} (p50/p99/max), {Seconds:0.0} s in all";
            yield break;
        }

        yield return $"lookup of {Target![..16]}… from {From![..8]}: {Outcome}, "
            + $"{Queries:0} queries, {Rounds:0} rounds, {Failures:0} failures, {Seconds * 1000:0.0} ms; the closest:";
        foreach (var id in Closest)
            yield return $"  {id}";
    }
}
