using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Supernode;

/// <summary>
/// How many supernodes and how many peers there are, as one supernode sees it: the density of its table, averaged with what the others
/// it has heard of estimate, and the leaves they have on average.
/// </summary>
/// <param name="Supernodes">Estimated supernodes, 1 or more.</param>
/// <param name="Leaves">Leaves a supernode has on average.</param>
internal readonly record struct SupernodeCensus(double Supernodes, double Leaves)
{
    /// <summary>Estimated peers, leaves included, 1 or more.</summary>
    public double Peers => Supernodes * (1 + Leaves);

    /// <param name="table">The table of supernodes of the one who counts.</param>
    /// <param name="primaryLeaves">Its primary leaves.</param>
    /// <param name="heard">The supernodes it has heard of lately.</param>
    public static SupernodeCensus Of(NeighbourSnapshot table, int primaryLeaves, IEnumerable<SupernodeDirectory.Known> heard)
    {
        double supernodes = NetworkSize.Estimate(table);
        double leaves = primaryLeaves;
        var (estimates, loads) = (1, 1);
        foreach (var known in heard)
        {
            leaves += known.PrimaryLeaves;
            loads++;
            if (known.Supernodes == 0)
                continue;

            supernodes += known.Supernodes;
            estimates++;
        }

        supernodes /= estimates;
        return new SupernodeCensus(supernodes, leaves / loads);
    }
}
