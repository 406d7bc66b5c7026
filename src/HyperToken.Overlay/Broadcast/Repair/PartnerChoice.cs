using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// With whom a peer compares: any contact of its table, or one of those closest to it, on whom hardly any other table entry in the
/// network depends. Suspects are passed over.
/// </summary>
internal static class PartnerChoice
{
    /// <summary>The closest contacts that count as near: enough that two neighbours rarely choose the same.</summary>
    private const int NearContacts = 8;

    // Among many suspects one who is none may not be found: then nobody is asked this time.
    private const int Tries = 8;

    public static Contact? Any(PeerNeighbours neighbours, RandomSource random) =>
        neighbours.Table.Count > 0 ? Draw(neighbours.Table, neighbours.Table.Count, random) : AnyLinked(neighbours, random);

    public static Contact? Near(PeerNeighbours neighbours, RandomSource random)
    {
        var table = neighbours.Table;
        return table.Count > 0 ? Draw(table, Math.Min(NearContacts, table.Count), random) : AnyLinked(neighbours, random);
    }

    /// <summary>One of so many contacts, counted from the lowest bucket; of the last bucket counted, any.</summary>
    private static Contact? Draw(NeighbourSnapshot table, int among, RandomSource random)
    {
        var (count, end) = (0, table.LowestBucket);
        while (count < among)
            count += table.Bucket(end++).Length;

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
}
