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

        // Each bucket is gone through in a random order, which a random start and a stride prime to its size give without memory.
        Span<Walk> walks = bucketCount <= StackBuckets ? stackalloc Walk[bucketCount] : new Walk[bucketCount];
        for (var i = 0; i < bucketCount; i++)
            walks[i] = Walk.Through(table.Bucket(buckets[i]).Length, random);

        var fromId = from?.Id ?? origin;
        var isExhausted = false;
        while (!isExhausted && chosen.Count < _fanOut)
        {
            // One contact of each bucket a round, as long as it has any.
            isExhausted = true;
            for (var i = 0; i < bucketCount && chosen.Count < _fanOut; i++)
            {
                if (NextEligible(table.Bucket(buckets[i]), ref walks[i], origin, fromId) is not { } contact)
                    continue;

                chosen.Add(contact);
                isExhausted = false;
            }
        }
    }

    private static Contact? NextEligible(ReadOnlySpan<TableEntry> bucket, ref Walk walk, in PeerId origin, in PeerId from)
    {
        while (walk.TryNext(bucket.Length, out var index))
        {
            if (IsEligible(bucket[index], origin, from))
                return bucket[index].Contact;
        }

        return null;
    }

    private static bool IsEligible(in TableEntry entry, in PeerId origin, in PeerId from) =>
        !entry.IsSuspect
        && (entry.Contact.Plans & PlanSet.Epidemic) != 0
        && entry.Contact.Id != origin
        && entry.Contact.Id != from;

    /// <summary>Visits every index of a bucket once.</summary>
    private struct Walk
    {
        private int _start;
        private int _stride;
        private int _steps;

        public static Walk Through(int size, RandomSource random) =>
            size == 0 ? default : new Walk { _start = random.Next(size), _stride = StrideFor(size, random) };

        public bool TryNext(int size, out int index)
        {
            index = 0;
            if (_steps == size)
                return false;

            index = (_start + (_steps++ * _stride)) % size;
            return true;
        }

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
}
