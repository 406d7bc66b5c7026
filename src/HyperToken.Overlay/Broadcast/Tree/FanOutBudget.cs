using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Into how many regions a peer divides its part. Kademlia keeps old contacts, so some peers are in most tables and would forward
/// several times as much as others: who has forwarded more than the average gives away larger regions, and so leaves more to those
/// that only their neighbours know. Less so where a message has come farther than it should have for what is left to be served: its
/// way would become longer and longer. Only the few that carry far too much, such as the one everybody joined through, are spared there too.
/// </summary>
internal static class FanOutBudget
{
    /// <summary>Differences of a few messages are chance.</summary>
    private const double Indifference = 100;
    private const int Steepness = 6;

    /// <summary>The least share of the full fan-out that is used, and the least where a message is late.</summary>
    private const double LeastShare = 1 / 4.0;
    private const double LeastShareWhenLate = 2 / 3.0;

    /// <summary>From this many times the average on, and some more, a peer is overloaded.</summary>
    private const double Overload = 1.5;

    /// <summary>A hop of full fan-out divides what is to be served by 2 to the power of so many, about.</summary>
    private const int BitsPerHop = 5;

    /// <summary>How far behind that a message may be: two hops and a half.</summary>
    private const int SlackBits = 12;

    /// <summary>The regions to be made; a bucket is one at least.</summary>
    /// <param name="fanOut">How many regions a peer of average load makes.</param>
    /// <param name="load">What this peer has forwarded.</param>
    /// <param name="meanLoad">What others have forwarded on average.</param>
    /// <param name="hops">Hops of the frames to be sent.</param>
    /// <param name="below">The buckets below this one are to be served.</param>
    public static int Of(int fanOut, double load, double meanLoad, int hops, int below)
    {
        var ratio = (load + Indifference) / (meanLoad + Indifference);
        if (ratio <= 1)
            return fanOut;

        var isSpared = load > (Overload * meanLoad) + (2 * Indifference) || !IsLate(hops, below);
        var share = Math.Max(isSpared ? LeastShare : LeastShareWhenLate, Math.Pow(ratio, -Steepness));
        return Math.Max(1, (int)(fanOut * share));
    }

    private static bool IsLate(int hops, int below) => hops * BitsPerHop > PeerId.Bits - below + SlackBits;
}
