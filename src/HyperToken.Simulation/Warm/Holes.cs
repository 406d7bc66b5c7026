using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Warm;

/// <summary>Takes entries out of the lowest used buckets of tables, where each of a few peers hangs on one entry.</summary>
internal static class Holes
{
    /// <summary>So many of the lowest used buckets get holes.</summary>
    private const int LowBuckets = 10;

    /// <summary>Takes entries out of one table.</summary>
    /// <param name="buckets">Its buckets, the farthest first.</param>
    /// <param name="share">The share of entries taken out, 0 to 1.</param>
    /// <param name="random">Says which.</param>
    public static void Punch(List<TableEntry[]> buckets, double share, RandomSource random)
    {
        var below = Draw.Threshold(share);
        if (below == 0)
            return;

        for (var depth = Math.Max(0, buckets.Count - LowBuckets); depth < buckets.Count; depth++)
            buckets[depth] = Array.FindAll(buckets[depth], _ => random.NextBits() >= below);
    }

    /// <summary>Orders all live peers of a network that is built to go on, at this moment, with holes in their tables and nothing in their caches.</summary>
    public static void Order(SimulationWorld world)
    {
        var now = world.Loop.Now;
        foreach (var peer in world.Alive.ToArray())
        {
            var random = new RandomSource(Draw.Bits(world.Options.Seed ^ Draw.Salt("holes"), (ulong)peer.Index, 0));
            var table = peer.Local!.Peer.Neighbours.Table;
            var buckets = new List<TableEntry[]>();
            for (var index = PeerId.Bits - 1; index >= table.LowestBucket; index--)
                buckets.Add(table.Bucket(index).ToArray());

            Punch(buckets, world.Options.Holes, random);
            var punched = NeighbourSnapshot.Of(peer.Contact.Id, world.Options.K, [.. buckets]);
            world.Orders.Add(peer.Index, now, new PeerCommand.Reload(punched, WarmBuild.SinceBefore(world, peer.Index, now)));
        }
    }
}
