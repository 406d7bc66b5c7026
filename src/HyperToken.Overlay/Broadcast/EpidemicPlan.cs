using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// The seed's epidemic: forward to k contacts drawn from different buckets, in turn over the buckets in random order, so that
/// near and far parts of the id space are both served. Costs about k copies a peer; what it misses, it misses by chance.
/// </summary>
internal sealed class EpidemicPlan : IBroadcastPlan
{
    private const int StackBuckets = 64;
    private readonly int _fanOut;

    public EpidemicPlan(int fanOut) => _fanOut = fanOut;

    public BroadcastPlan Plan => BroadcastPlan.Epidemic;

    public void Choose(PeerNeighbours neighbours, in PeerId origin, Contact? from, RandomSource random, ICollection<Contact> chosen)
    {
        var table = neighbours.Table;
        var bucketCount = PeerId.Bits - table.LowestBucket;
        Span<short> buckets = bucketCount <= StackBuckets ? stackalloc short[bucketCount] : new short[bucketCount];
        for (var i = 0; i < bucketCount; i++)
            buckets[i] = (short)(table.LowestBucket + i);

        random.Shuffle(buckets);

        // One contact of each bucket a round: entry `round` of a random permutation of the bucket, which a random start
        // and a stride prime to its size give without memory.
        Span<int> starts = bucketCount <= StackBuckets ? stackalloc int[bucketCount] : new int[bucketCount];
        Span<int> strides = bucketCount <= StackBuckets ? stackalloc int[bucketCount] : new int[bucketCount];
        for (var i = 0; i < bucketCount; i++)
        {
            var size = table.Bucket(buckets[i]).Length;
            starts[i] = size == 0 ? 0 : random.Next(size);
            strides[i] = size == 0 ? 1 : StrideFor(size, random);
        }

        var fromId = from?.Id ?? origin;
        for (var round = 0; round < table.K && chosen.Count < _fanOut; round++)
        {
            for (var i = 0; i < bucketCount && chosen.Count < _fanOut; i++)
            {
                var bucket = table.Bucket(buckets[i]);
                if (round >= bucket.Length)
                    continue;

                ref readonly var entry = ref bucket[(starts[i] + (round * strides[i])) % bucket.Length];
                if (IsEligible(entry, origin, fromId))
                    chosen.Add(entry.Contact);
            }
        }
    }

    private static bool IsEligible(in TableEntry entry, in PeerId origin, in PeerId from) =>
        !entry.IsSuspect
        && (entry.Contact.Plans & PlanSet.Epidemic) != 0
        && entry.Contact.Id != origin
        && entry.Contact.Id != from;

    private static int StrideFor(int size, RandomSource random)
    {
        var stride = 1 + random.Next(size);
        while (GreatestCommonDivisor(stride, size) != 1)
            stride++;

        return stride;
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);

        return a;
    }
}
