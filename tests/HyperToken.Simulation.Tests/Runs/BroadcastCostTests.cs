using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Runs;

/// <summary>Memory is counted for the whole process: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(BroadcastCostTests), DisableParallelization = true)]
public sealed class BroadcastCostCollection;

[Collection(nameof(BroadcastCostTests))]
public sealed class BroadcastCostTests
{
    /// <summary>
    /// A run of millions of events must not spend its time collecting garbage. A message is kept by every peer, for repair; a tree
    /// has a frame and a region to watch for each payload besides, and a tenth of an epidemic's events to share all that.
    /// </summary>
    [Theory]
    [InlineData(BroadcastPlan.Epidemic, 96)]
    [InlineData(BroadcastPlan.Tree, 640)]
    public void An_event_of_a_broadcast_allocates_little(BroadcastPlan plan, int mostBytes)
    {
        var run = new SimulationRun(new SimulationOptions { Peers = 2_000, Plan = plan, Broadcasts = 50, Build = NetworkBuild.Protocol }, null, default);
        run.Run();

        var (events, allocated) = run.BroadcastCost;
        Assert.True(events > 50 * 2_000, $"{events} events are too few for 50 broadcasts among 2,000 peers.");
        Assert.InRange((double)allocated / events, 0, mostBytes);
    }
}
