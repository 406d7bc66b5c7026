using System.Numerics;

namespace HyperToken.Overlay;

/// <summary>
/// The one source of chance a peer has: SplitMix64 (Steele, Lea, Flood 2014), 8 bytes of state, the same numbers
/// for the same seed on every machine. Not for secrets: keys and nonces come from the operating system.
/// </summary>
public sealed class RandomSource
{
    private const ulong Increment = 0x9E3779B97F4A7C15UL;
    private ulong _state;

    /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
    public RandomSource(ulong seed) => _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var bits = Mix(_state);
        _state += Increment;
        return bits;
    }

    /// <summary>64 bits that follow from 64 bits, and look independent of them: the first of the source with this seed.</summary>
    public static ulong Mix(ulong bits)
    {
        bits += Increment;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }

    /// <summary>A number from 0 to <paramref name="exclusiveMax"/> - 1.</summary>
    /// <param name="exclusiveMax">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is below 1.</exception>
    public int Next(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);

        // Multiply-shift: the bias is below 2^-32 for the small ranges used here, and integers keep runs reproducible.
        return (int)Math.BigMul(NextBits(), (ulong)exclusiveMax, out _);
    }

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A new source whose sequence is independent of this one's.</summary>
    public RandomSource Fork() => new(BitOperations.RotateLeft(NextBits(), 17) ^ 0xD1B54A32D192ED03UL);
}
