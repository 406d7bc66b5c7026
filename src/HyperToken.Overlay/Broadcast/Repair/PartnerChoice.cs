using System.Runtime.CompilerServices;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// With whom a peer compares: any contact of its table, or those closest to it in turn. Hardly any other table in the network knows
/// of them, so whoever was skipped is most likely told by its closest neighbour, and next by the second closest. Suspects are passed over.
/// </summary>
internal static class PartnerChoice
{
    /// <summary>
    /// The closest contacts that count as near: as many as are told one by one while a message is recent. With fewer, a peer at the
    /// edge of a dense part of the id space, which is among the closest of none of its neighbours, would not be told at all.
    /// </summary>
    private const int NearContacts = 20;

    // Among many suspects one who is none may not be found: then nobody is asked this time.
    private const int Tries = 8;

    public static Contact? Any(PeerNeighbours neighbours, RandomSource random) =>
        neighbours.Table.Count > 0 ? Draw(neighbours.Table, neighbours.Table.Count, random) : AnyLinked(neighbours, random);

    /// <summary>The closest contact first, at the next turn the second closest, and so on around.</summary>
    public static Contact? Near(PeerNeighbours neighbours, int turn, RandomSource random)
    {
        var table = neighbours.Table;
        if (table.Count == 0)
            return AnyLinked(neighbours, random);

        var closest = new Closest();
        var found = table.Closest(table.Self, closest, skipSuspects: true);
        return found == 0 ? null : closest[turn % found];
    }

    private static Contact? Draw(NeighbourSnapshot table, int count, RandomSource random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var place = random.Next(count);
            var bucket = table.LowestBucket;
            while (place >= table.Bucket(bucket).Length)
                place -= table.Bucket(bucket++).Length;

            ref readonly var entry = ref table.Bucket(bucket)[place];
            if (!entry.IsSuspect)
                return entry.Contact;
        }

        return null;
    }

    private static Contact? AnyLinked(PeerNeighbours neighbours, RandomSource random)
    {
        var count = neighbours.Linked.Count;
        return count == 0 ? null : neighbours.Linked.ElementAt(random.Next(count));
    }

    [InlineArray(NearContacts)]
    private struct Closest
    {
        private Contact _first;
    }
}
