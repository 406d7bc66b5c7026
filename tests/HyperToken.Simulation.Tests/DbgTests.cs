using HyperToken.Overlay.Supernode;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests;

#pragma warning disable
public sealed class DbgTests
{
    [Fact]
    public void Dbg()
    {
        var n = int.Parse(Environment.GetEnvironmentVariable("DBG_N") ?? "1000");
        var run = new SimulationRun(new SimulationOptions { Peers = n, Topology = Topology.Supernode, Broadcasts = 20, Threads = 1 }, null, default);
        var result = run.Run();
        using var f = new StreamWriter("/tmp/wt/dbgroles.txt");
        var peers = run.World.Peers;
        f.WriteLine($"now {run.World.Loop.Now.Micros / 1e6} supernodes {peers.Count(p => p.Local!.Role!.Role == PeerRole.Supernode)} candidates {peers.Count(p => p.Local!.Role!.Role == PeerRole.Candidate)}");
        foreach (var p in peers.OrderByDescending(p => p.Local!.Peer.Neighbours.Linked.Count).Take(300))
        {
            var r = p.Local!.Peer.Neighbours.Role!;
            f.WriteLine($"{p.Index} {r.Role} links {p.Local.Peer.Neighbours.Linked.Count} primary {r.PrimaryLeaves.Count} standby {r.StandbyLeaves.Count} table {p.Local.Peer.Neighbours.Table.Count} est {p.Local.Role!.EstimatedSize} changed {p.RoleChangedAt.Micros / 1e6} raw {HyperToken.Overlay.Kademlia.NetworkSize.Estimate(p.Local.Peer.Neighbours.Table)} buckets " + string.Join(' ', Enumerable.Range(240, 16).Select(b => p.Local.Peer.Neighbours.Table.Bucket(b).Length)));
        }
    }
}
