using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>Looks up sequences in the ranges of a digest or a fetch.</summary>
internal static class AscendingRanges
{
    /// <summary>Whether a sequence lies in one of the ranges, which ascend.</summary>
    public static bool Contains(IReadOnlyList<SequenceRange> ranges, ulong sequence)
    {
        var (low, high) = (0, ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].Last < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low < ranges.Count && ranges[low].First <= sequence;
    }
}
