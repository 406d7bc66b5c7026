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

    /// <summary>
    /// An offer says nothing of a message's age, and whoever takes it up thinks it new. An old one would so go round until the first
    /// have forgotten that they had it; digests, which tell the age, bring it to whoever lacks it.
    /// </summary>
    private readonly TimeSpan _maxAge;
    private Instant _next;

    /// <param name="window">How long messages are kept.</param>
    public Aftercare(TimeSpan window) => _maxAge = window / 4;

    /// <summary>Whether it is time, and the message young enough; counts as done.</summary>
    public bool TryBegin(TimeSpan age, Instant now)
    {
        if (now < _next || age > _maxAge)
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
