using HyperToken.Overlay;

namespace HyperToken.Simulation.Engine;

/// <summary>
/// Numbers that look random and depend on nothing but their arguments, so that whatever is drawn for a link or a frame is the
/// same in whichever order it is asked for (the finaliser of SplitMix64, chained). Integers only.
/// </summary>
internal static class Draw
{
    /// <summary>64 bits for a seed and two numbers.</summary>
    public static ulong Bits(ulong seed, ulong a, ulong b) => Mix(Mix(seed ^ Mix(a)) ^ b);

    /// <summary>64 bits that follow from 64 bits, and look independent of them.</summary>
    public static ulong Mix(ulong bits) => RandomSource.Mix(bits);

    /// <summary>Brings 64 bits into 0 to <paramref name="exclusiveMax"/> - 1.</summary>
    public static long Below(ulong bits, long exclusiveMax) => (long)Math.BigMul(bits, (ulong)exclusiveMax, out _);

    /// <summary>The bound that random 64 bits stay below with a probability of 0 to 1.</summary>
    public static ulong Threshold(double probability) => probability <= 0 ? 0 : (ulong)(probability * 18446744073709551615.0);

    /// <summary>A number for a word, so that different uses of one seed do not meet.</summary>
    public static ulong Salt(string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in purpose)
            hash = (hash ^ letter) * 1099511628211UL;

        return hash;
    }
}
