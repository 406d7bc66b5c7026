using HyperToken.Overlay.Supernode;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Supernode;

public sealed class SupernodeTopologyTests
{
    private static readonly SimulationOptions Options = new() { Peers = 300, Topology = Topology.Supernode, Broadcasts = 10, Threads = 1, Seed = 4 };

    [Fact]
    public void Roles_should_settle_near_their_target_and_leaves_should_spread()
    {
        var run = new SimulationRun(Options, null, default);
        run.Run();
        var peers = run.World.Peers;
        Assert.DoesNotContain(peers, peer => peer.Local!.Role!.Role == PeerRole.Candidate);
        var supernodes = peers.Where(peer => peer.Local!.Role!.Role == PeerRole.Supernode).ToList();
        var target = SupernodeTarget.Of(300, run.World.Settings.Supernode);
        Assert.InRange(supernodes.Count, target / 2, target * 2);
        Assert.All(peers.Except(supernodes), leaf => Assert.Equal(3, leaf.Local!.Peer.Neighbours.Role!.Supernodes.Count));
        Assert.All(peers.Except(supernodes), leaf => Assert.Equal(0, leaf.Local!.Peer.Neighbours.Table.Count));

        // Who moves is a primary leaf of two for a moment.
        var leaves = 300 - supernodes.Count;
        Assert.InRange(supernodes.Sum(supernode => supernode.Local!.Peer.Neighbours.Role!.PrimaryLeaves.Count), leaves, leaves + 10);
        Assert.All(supernodes, supernode => Assert.InRange(supernode.Local!.Role!.EstimatedSize, 200, 450));
    }

    [Fact]
    public void Everybody_should_get_everything_once_for_a_few_frames()
    {
        var result = new SimulationRun(Options with { Loss = 0.01 }, null, default).Run();
        Assert.Equal((1.0, 0L, 0L), (result.DeliveryRate, result.UnexplainedMisses, result.DeliveredTwice));
        Assert.InRange(result.CopiesPerPeer!.Value, 1, 1.1);
        Assert.InRange(result.MessagesPerPeer!.Value, 2.5, 4.5);
        Assert.InRange(result.Connections.Avg, 3, 35);
    }

    [Fact]
    public void After_a_crash_of_three_in_ten_all_survivors_should_get_the_message()
    {
        var result = new SimulationRun(Options with { Crash = 0.3, Broadcasts = 1, Duration = TimeSpan.FromSeconds(40) }, null, default).Run();
        Assert.Equal((1.0, 0L), (result.DeliveryRate, result.UnexplainedMisses));
    }

    [Fact]
    public void A_crash_of_supernodes_should_take_no_leaf_with_it_and_each_leaf_should_have_others_30_s_later()
    {
        var run = new SimulationRun(Options with { CrashSupernodes = 0.3, Broadcasts = 1 }, null, default);
        var result = run.Run();
        var dead = run.World.Peers.Where(peer => !peer.IsUp).ToArray();
        Assert.InRange(dead.Length, 4, 7);
        Assert.Equal((1.0, 1.0, 1.0), (result.DeliveryRate, result.DeliveredWithin!["30s"], result.Roles!.AttachedRate));
        Assert.InRange(result.DeliveredWithin["3s"], 0.965, 1);
        Assert.InRange(result.LatencyMs!.Max, 400, 30_000);
        Assert.InRange(run.World.Loop.Now - run.FirstBroadcast, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(41));
    }

    [Fact]
    public void Leaves_of_supernodes_that_have_just_crashed_should_count_as_not_attached()
    {
        var run = new SimulationRun(Options with { CrashSupernodes = 0.5, Broadcasts = 1, Duration = TimeSpan.FromMilliseconds(100) }, null, default);
        Assert.InRange(run.Run().Roles!.AttachedRate!.Value, 0, 0.5);
    }

    [Fact]
    public void A_topology_without_roles_should_have_no_figures_of_them() =>
        Assert.Null(new SimulationRun(Options with { Peers = 30, Topology = Topology.Kademlia, Broadcasts = 1 }, null, default).Run().Roles);

    [Fact]
    public void Any_number_of_threads_should_make_the_same_run() =>
        Assert.Equal(
            new SimulationRun(Options, null, default).Run().TraceHash,
            new SimulationRun(Options with { Threads = 2 }, null, default).Run().TraceHash);
}
