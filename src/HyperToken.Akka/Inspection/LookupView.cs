using System.Text.Json.Serialization;

namespace HyperToken.Inspection;

/// <summary>What a look for a peer has found: the answer to <c>lookup ID</c>.</summary>
/// <param name="Target">The id looked for.</param>
/// <param name="From">Who looked for it.</param>
/// <param name="Found">Whether a live peer with exactly that id answered, or its record was found.</param>
/// <param name="Queries">Queries sent.</param>
/// <param name="Rounds">The longest chain of answers.</param>
/// <param name="Failures">Contacts that did not answer.</param>
/// <param name="Exhausted">Whether it ended because it had spent its queries, not because it was done.</param>
/// <param name="Ms">From the question to the answer, in milliseconds.</param>
/// <param name="Closest">The closest contacts that answered, closest first.</param>
public sealed record LookupView(
    string Target, string From, bool Found, int Queries, int Rounds, int Failures, bool Exhausted, double Ms, IReadOnlyList<string> Closest)
{
    /// <summary>Where the peer looked for accepts links; null where it was not found, or is of the same process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>Of a leaf: the supernodes it is reached through, its primary first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Supernodes { get; init; }
}
