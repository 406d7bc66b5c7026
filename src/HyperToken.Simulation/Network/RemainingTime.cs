using HyperToken.Simulation.Engine;

namespace HyperToken.Simulation.Network;

/// <summary>
/// What is left of a stay that somebody finds under way at a random moment: long stays are met more often than short ones, and
/// anywhere between their begin and their end. Whole numbers only.
/// </summary>
internal sealed class RemainingTime
{
    private const int StayBits = 12;
    private readonly long[] _ends = new long[1 << StayBits];

    /// <summary>Prepares the draws.</summary>
    /// <param name="stays">How long stays are in all; at most 2^50 each.</param>
    public RemainingTime(Quantiles stays)
    {
        var end = 0L;
        for (var i = 0; i < _ends.Length; i++)
        {
            // Each stands for the middle of its share.
            end += Math.Max(1, stays.At(((2UL * (ulong)i) + 1) << (63 - StayBits)));
            _ends[i] = end;
        }
    }

    /// <summary>What is left at the moment that 64 random bits stand for, 1 or more: all stays put end to end, the end of the one the moment falls into.</summary>
    public long At(ulong bits)
    {
        var moment = Draw.Below(bits, _ends[^1]);
        var index = Array.BinarySearch(_ends, moment + 1);
        return _ends[index < 0 ? ~index : index] - moment;
    }
}
