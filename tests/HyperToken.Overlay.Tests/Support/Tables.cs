using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Tests.Support;

/// <summary>Tables filled for a test.</summary>
internal static class Tables
{
    /// <summary>The table of a peer that was told of these contacts, in this order.</summary>
    public static RoutingTable Of(PeerId self, KademliaSettings settings, IEnumerable<Contact> contacts)
    {
        var table = new RoutingTable(self, settings);
        foreach (var contact in contacts)
            table.Seen(contact, Instant.Zero);

        return table;
    }

    public static NeighbourSnapshot Snapshot(PeerId self, params IEnumerable<Contact> contacts) =>
        Of(self, new KademliaSettings(), contacts).Snapshot();

    /// <summary>Everybody in a snapshot, bucket by bucket.</summary>
    public static IEnumerable<TableEntry> All(NeighbourSnapshot snapshot) =>
        Enumerable.Range(0, PeerId.Bits).SelectMany(bucket => snapshot.Bucket(bucket).ToArray());
}
