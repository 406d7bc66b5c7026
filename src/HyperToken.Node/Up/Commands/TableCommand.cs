using System.Text.Json.Serialization;
using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Node.Up.Commands;

internal sealed class TableCommand : ISlashCommand
{
    public string Usage => "/table PEER";

    public string Does => "shows a peer's buckets; PEER is an index or the beginning of an id";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var peer = PeerReference.Resolve(argument, context.Network);
        var report = await peer.Peer.InspectAsync();
        return new TableEvent(
            peer.Index, peer.Id.ToString(), report.Table.Count, report.Links.Count, report.EstimatedPeers, [.. Buckets(report.Table)])
        {
            Supernodes = report.Supernodes() is { Count: > 0 } supernodes ? [.. supernodes.Select(contact => contact.Id.ToString())] : null,
        };
    }

    private static IEnumerable<BucketLine> Buckets(NeighbourSnapshot table)
    {
        for (var bucket = PeerId.Bits - 1; bucket >= table.LowestBucket; bucket--)
        {
            if (table.Bucket(bucket).Length > 0)
                yield return new BucketLine(bucket, [.. table.Bucket(bucket).ToArray().Select(entry => entry.Contact.Id.ToString())]);
        }
    }
}

internal sealed record TableEvent(
    int Index, string Id, int Contacts, int Connections, int EstimatedPeers, IReadOnlyList<BucketLine> Buckets) : UpEvent("table")
{
    /// <summary>What a leaf has in place of a table: the supernodes it is attached to, the primary first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Supernodes { get; init; }

    public override IEnumerable<string> ToLines() =>
    [
        $"table of peer {Index} ({Id[..8]}): {Contacts} contacts in {Buckets.Count} buckets, {Connections} connections, "
            + $"about {EstimatedPeers} peers in the network",
        .. Supernodes is null ? (string[])[] : [$"  a leaf has no table; it is attached to {string.Join(' ', Supernodes.Select(id => id[..8]))}, the first brings it messages"],
        .. Buckets.Select(bucket => $"  bucket {bucket.Bucket,3}: {bucket.Contacts.Count,3}  {string.Join(' ', bucket.Contacts.Select(id => id[..8]))}"),
    ];
}

/// <param name="Bucket">0 to 255; the contacts differ from the peer first in this bit.</param>
/// <param name="Contacts">Their ids, least recently seen first.</param>
internal sealed record BucketLine(int Bucket, IReadOnlyList<string> Contacts);
