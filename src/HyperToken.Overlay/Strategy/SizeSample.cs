using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Strategy;

/// <summary>How many peers the network seems to have at one moment, as one of them sees it.</summary>
/// <param name="Peers">Their number, this one included; 0 where it cannot tell.</param>
/// <param name="IsExact">Whether they were counted, not estimated.</param>
internal readonly record struct SizeSample(int Peers, bool IsExact)
{
    /// <summary>
    /// Counts a network without leaves, as far as that is possible: the table counts where it holds everybody. In a full mesh the links
    /// count, for the table has room for 20 in the farther half of the network only; who has far fewer links than the density of the
    /// table would have it is in no full mesh yet.
    /// </summary>
    /// <param name="table">The peer's table.</param>
    /// <param name="linkedServers">Servers it has links to.</param>
    /// <param name="isMesh">Whether it links to everybody it hears of.</param>
    public static SizeSample? Counted(NeighbourSnapshot table, int linkedServers, bool isMesh)
    {
        var counted = Math.Max(linkedServers, table.Count) + 1;
        if (table.IsComplete && linkedServers <= table.Count)
            return new SizeSample(counted, IsExact: true);

        return isMesh && counted >= NetworkSize.Estimate(table) / 2 ? new SizeSample(counted, IsExact: true) : null;
    }
}
