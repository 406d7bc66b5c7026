using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Into how many regions a peer divides its part. Kademlia keeps old contacts, so some peers are in most tables and would forward
/// several times as much as others: who has forwarded more than the average gives away larger regions, and so leaves more to those
/// that only their neighbours know. Not where a message has come far already: that would make its way longer without an end.
/// </summary>
internal static class FanOutBudget
{
    /// <summary>Differences of a few messages are chance.</summary>
    private const double Indifference = 100;
    private const double Steepness = 4;

    /// <summary>The regions to be made; a bucket is one at least.</summary>
    /// <param name="settings">How many regions a peer of average load makes.</param>
    /// <param name="load">What this peer has forwarded.</param>
    /// <param name="meanLoad">What others have forwarded on average.</param>
    /// <param name="hops">Hops of the frames to be sent.</param>
    /// <param name="table">Tells how large the network is.</param>
    public static int Of(TreeSettings settings, double load, double meanLoad, int hops, NeighbourSnapshot table)
    {
        var ratio = (load + Indifference) / (meanLoad + Indifference);
        return ratio <= 1 || hops > UsualHops(table) ? settings.FanOut : (int)(settings.FanOut / Math.Pow(ratio, Steepness));
    }

    /// <summary>Sixteenfold growth is a hop.</summary>
    private static int UsualHops(NeighbourSnapshot table) => (Identity.PeerId.Bits - table.LowestBucket + 3) / 4;
}
