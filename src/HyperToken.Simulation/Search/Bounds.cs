using HyperToken.Overlay.Identity;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Search;

/// <summary>What a peer may hold at most, whatever has happened.</summary>
internal static class Bounds
{
    public static void Check(SimulationWorld world, Findings findings)
    {
        int links = 0, bucket = 0, dormant = 0, kept = 0;
        var disagree = 0;
        foreach (var peer in world.Alive)
        {
            var neighbours = peer.Local!.Peer.Neighbours;
            links = Math.Max(links, neighbours.Linked.Count);
            dormant = Math.Max(dormant, peer.Local.DormantCount);
            kept = Math.Max(kept, peer.Local.Peer.MessagesKept);
            disagree += peer.LinksCountedAt(world.Loop.Now) is { } counted && counted != neighbours.Linked.Count ? 1 : 0;
            for (var index = neighbours.Table.LowestBucket; index < PeerId.Bits; index++)
                bucket = Math.Max(bucket, neighbours.Table.Bucket(index).Length);
        }

        var maxLinks = world.Options.MaxLinks ?? world.Options.Peers - 1;
        findings.Require(links <= maxLinks, "links stay within their cap", $"{links} links, at most {maxLinks} allowed");
        findings.Require(disagree == 0, "machine and protocol know the same links", $"{disagree} peers differ");
        findings.Require(bucket <= world.Settings.Kademlia.K, "buckets hold k contacts at most", $"{bucket} in one");
        findings.Require(kept <= world.Options.Broadcasts, "a message is kept once", $"{kept} at one peer, of {world.Options.Broadcasts} broadcasts");
        findings.Require(dormant <= world.Settings.Kademlia.DormantSize, "the dormant are bounded", $"{dormant} at one peer");
    }
}
