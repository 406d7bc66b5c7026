using System.Text.Json.Serialization;
using HyperToken.Peers;

namespace HyperToken.Inspection;

/// <summary>A peer's routing table: the answer to <c>table</c>.</summary>
/// <param name="Id">Whose table it is.</param>
/// <param name="Contacts">Contacts in all buckets.</param>
/// <param name="Connections">The peer's open links.</param>
/// <param name="EstimatedPeers">Its estimate of the network's size, itself included; 0 while it cannot tell.</param>
/// <param name="Buckets">The buckets that hold somebody, farthest first.</param>
/// <param name="Entries">What is known of each contact, in the same order.</param>
public sealed record TableView(
    string Id, int Contacts, int Connections, int EstimatedPeers, IReadOnlyList<BucketView> Buckets, IReadOnlyList<EntryView> Entries)
{
    /// <summary>What a leaf has in place of a table: the supernodes it is attached to, the primary first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Supernodes { get; init; }

    /// <summary>What a report says.</summary>
    public static TableView Of(PeerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new TableView(
            report.Self.Id.ToString(),
            report.Table.Count,
            report.Links.Count,
            report.EstimatedPeers,
            BucketView.Of(report.Table),
            EntryView.Of(report.Table, report.Time))
        {
            Supernodes = report.Role is { Snapshot: { IsLeaf: true, Supernodes: { Count: > 0 } supernodes } } ? Words.Ids(supernodes) : null,
        };
    }
}
