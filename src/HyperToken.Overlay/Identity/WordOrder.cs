using System.Numerics;
using System.Runtime.Intrinsics;

namespace HyperToken.Overlay.Identity;

/// <summary>Order and leading zeros of 256-bit numbers kept as four words, most significant first.</summary>
internal static class WordOrder
{
    /// <summary>Compares as one unsigned 256-bit number: finds the first differing word by mask, then compares only that one.</summary>
    public static int Compare(Vector256<ulong> left, Vector256<ulong> right)
    {
        var differing = ~Vector256.Equals(left, right).ExtractMostSignificantBits() & 0xF;
        if (differing == 0)
            return 0;

        var word = BitOperations.TrailingZeroCount(differing);
        return left.GetElement(word) < right.GetElement(word) ? -1 : 1;
    }

    /// <summary>Zero bits before the first one: 0 to 256.</summary>
    public static int LeadingZeros(Vector256<ulong> words)
    {
        var nonZero = ~Vector256.Equals(words, Vector256<ulong>.Zero).ExtractMostSignificantBits() & 0xF;
        if (nonZero == 0)
            return PeerId.Bits;

        var word = BitOperations.TrailingZeroCount(nonZero);
        return (64 * word) + BitOperations.LeadingZeroCount(words.GetElement(word));
    }
}
