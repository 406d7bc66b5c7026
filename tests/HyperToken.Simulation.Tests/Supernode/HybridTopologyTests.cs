using HyperToken.Overlay.Records;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Supernode;

public sealed class HybridTopologyTests
{
    private static readonly SimulationOptions Options = new() { Peers = 200, Topology = Topology.Hybrid, Broadcasts = 5, Lookups = 100, Threads = 1, Seed = 6 };

    [Fact]
    public void Leaves_should_be_found_and_everybody_get_everything()
    {
        var run = new SimulationRun(Options, null, default);
        var result = run.Run();
        Assert.Equal((1.0, 0L, 0L), (result.DeliveryRate, result.UnexplainedMisses, result.DeliveredTwice));
        Assert.Equal((100, 1.0), (result.Lookups!.Count, result.Lookups.ClosestFoundRate));
        Assert.InRange(result.Lookups.Recall, 0.9, 1);
        Assert.InRange(result.CopiesPerPeer!.Value, 1, 1.1);

        // Each leaf has its record at five supernodes, or at more where others were closer before.
        var leaves = run.World.Peers.Count(peer => peer.IsLeaf);
        Assert.InRange(run.World.Peers.Sum(peer => peer.Local!.Peer.RecordsKept), 4.5 * leaves, 15 * leaves);
    }

    [Fact]
    public void After_a_crash_of_three_in_ten_leaves_should_be_found_again()
    {
        var run = new SimulationRun(Options with { Crash = 0.3, Broadcasts = 1 }, null, default);
        run.Run();
        Assert.InRange(run.World.Alive.Count(), 130, 150);

        // Most have new supernodes and say so at once; by now the others have renewed their records too.
        var renewed = run.World.Loop.Now + (SignedRecord.MaxTimeToLive / 2);
        run.World.Loop.RunUntil(() => run.World.Loop.Now >= renewed);
        run.LookUp(200);
        var found = run.World.Lookups!.Figures()!;
        Assert.Equal((200, 1.0), (found.Count, found.ClosestFoundRate));
        Assert.InRange(found.Recall, 0.9, 1);
    }

    [Fact]
    public void Any_number_of_threads_should_make_the_same_run() =>
        Assert.Equal(
            new SimulationRun(Options, null, default).Run().TraceHash,
            new SimulationRun(Options with { Threads = 2 }, null, default).Run().TraceHash);
}
