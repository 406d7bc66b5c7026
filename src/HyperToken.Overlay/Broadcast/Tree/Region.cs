using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>A part of the id space: all ids that share so many leading bits with a point of it.</summary>
/// <param name="Point">Any id of the region.</param>
/// <param name="Length">How many leading bits are shared, 0 to 256.</param>
internal readonly record struct Region(PeerId Point, int Length)
{
    /// <summary>A peer of the region that serves its own buckets below this height serves the whole region.</summary>
    public ushort Height => (ushort)(PeerId.Bits - Length);

    public bool Contains(in PeerId id) => Point.DistanceTo(id).LeadingZeros >= Length;
}
