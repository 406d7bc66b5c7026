using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Inspection;

/// <summary>One bucket of a routing table.</summary>
/// <param name="Bucket">0 to 255; the contacts differ from the peer first in this bit.</param>
/// <param name="Contacts">Their ids, least recently seen first.</param>
public sealed record BucketView(int Bucket, IReadOnlyList<string> Contacts)
{
    /// <summary>The buckets of a table that hold somebody, farthest first.</summary>
    public static IReadOnlyList<BucketView> Of(NeighbourSnapshot table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var buckets = new List<BucketView>();
        for (var bucket = PeerId.Bits - 1; bucket >= table.LowestBucket; bucket--)
        {
            if (table.Bucket(bucket) is { Length: > 0 } entries)
                buckets.Add(new BucketView(bucket, Words.Ids(entries.ToArray().Select(entry => entry.Contact))));
        }

        return buckets;
    }
}
