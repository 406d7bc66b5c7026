using System.Text.Json.Serialization;
using HyperToken.Inspection;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class TableCommand : ISlashCommand
{
    public string Usage => "/table PEER";

    public string Does => "shows a peer's buckets; PEER is an index or the beginning of an id";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var peer = PeerReference.Resolve(argument, context.Network);
        var table = TableView.Of(await peer.Peer.InspectAsync());
        return new TableEvent(peer.Index, table.Id, table.Contacts, table.Connections, table.EstimatedPeers, table.Buckets)
        {
            Supernodes = table.Supernodes,
        };
    }
}

internal sealed record TableEvent(
    int Index, string Id, int Contacts, int Connections, int EstimatedPeers, IReadOnlyList<BucketView> Buckets) : UpEvent("table")
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
