using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Who got a message by repair only was skipped, and most likely its nearest neighbours with it: the message is offered to them at
/// once, instead of when their own digests come. So a part that was lost with its delegate is filled from every peer of it that
/// is repaired. Seldom enough that a peer which catches up on hundreds does not offer hundreds.
/// </summary>
internal sealed class Aftercare
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private Instant _next;

    /// <summary>Whether it is time; counts as done.</summary>
    public bool TryBegin(Instant now)
    {
        if (now < _next)
            return false;

        _next = now + Pace;
        return true;
    }

    /// <summary>The buckets below this height hold the nearest neighbours, all of whom the peer knows.</summary>
    public static int HeightIn(NeighbourSnapshot table)
    {
        var known = 0;
        for (var bucket = table.LowestBucket; bucket < PeerId.Bits; bucket++)
        {
            known += table.Bucket(bucket).Length;
            if (known > table.K)
                return bucket;
        }

        return PeerId.Bits;
    }
}
