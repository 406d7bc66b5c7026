using HyperToken.Simulation.Results;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Runs;

public sealed class DeterminismTests
{
    public static TheoryData<string> Faults => Fault.Names;

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_run_is_the_same_with_any_number_of_threads_and_another_with_another_seed(string fault)
    {
        var options = Fault.All[fault];
        var one = new GossipSimulator(options).Run();
        Assert.False(one.IsPartial);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var again = new GossipSimulator(options with { Threads = threads }).Run();
            Assert.Equal(one.TraceHash, again.TraceHash);
            Assert.Equal(Measured(one), Measured(again));
        }

        Assert.NotEqual(one.TraceHash, new GossipSimulator(options with { Seed = 6 }).Run().TraceHash);
    }

    [Fact]
    public void Whatever_goes_wrong_changes_the_run()
    {
        var hashes = Fault.All.Values.Select(options => new GossipSimulator(options).Run().TraceHash).ToArray();
        Assert.Distinct(hashes);
    }

    /// <summary>Everything but how long it took and what memory it needed.</summary>
    private static string Measured(SimulationResult result) => string.Join(
        ' ',
        result.Events, result.Broadcasts, result.DeliveryRate, result.CopiesPerPeer, result.PayloadsSentPerPeer, result.BytesPerPeer, result.ForwardLoad,
        result.Connections, result.Contacts, result.Hops, result.LatencyMs, result.Lookups, result.UnexplainedMisses);
}
