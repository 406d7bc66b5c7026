using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Runs;

/// <summary>What whole runs do where something goes wrong.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(Topology.Naive)]
    [InlineData(Topology.Kademlia)]
    public void Where_nothing_goes_wrong_everybody_is_reached(Topology topology)
    {
        var result = new GossipSimulator(Fault.Quiet with { Topology = topology }).Run();
        Assert.Equal(6, result.Broadcasts);
        Assert.Equal(1, result.DeliveryRate);
        Assert.Equal(0, result.UnexplainedMisses);
        if (topology == Topology.Naive)
            Assert.Equal(new Results.MinAvgMax(59, 59, 59), result.Connections);
    }

    [Fact]
    public void Who_crashes_at_the_instant_of_sending_sends_and_takes_nothing()
    {
        var options = Fault.Quiet with { Crash = 0.5, Broadcasts = 1 };
        var run = new SimulationRun(options, null, default);
        var result = run.Run();
        var dead = run.World.Peers.Where(peer => !peer.IsUp).ToArray();
        Assert.Equal(30, dead.Length);
        Assert.All(dead, peer => Assert.Equal(0, peer.PayloadsSent));
        Assert.All(dead, peer => Assert.Equal(0, run.World.Deliveries!.Micros(peer.Index, 0)));
        Assert.Equal(1, result.Broadcasts);

        // Nobody was told: frames went to the dead, and the living were reached all the same.
        Assert.True(result.PayloadsSentPerPeer > result.CopiesPerPeer * 1.5);
        Assert.True(result.DeliveryRate > 0.95);
    }

    [Fact]
    public void Who_crashes_before_is_missed_by_those_who_stay_and_maintain()
    {
        var result = new GossipSimulator(Fault.Quiet with { Crash = 0.5, CrashBefore = true, Settle = 3 }).Run();
        Assert.Equal(1, result.DeliveryRate);
        Assert.Equal(29, result.Contacts.Max);
        Assert.Equal(result.CopiesPerPeer!.Value, result.PayloadsSentPerPeer!.Value, 9);
    }

    [Fact]
    public void Crashes_fall_into_their_window()
    {
        var options = Fault.Quiet with { Crash = 0.3, CrashWindow = new TimeWindow(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6)), Broadcasts = 8, Rate = 1 };
        var run = new SimulationRun(options, null, default);
        run.Run();
        var log = run.World.Deliveries!;
        var dead = run.World.Peers.Where(peer => !peer.IsUp).Select(peer => peer.Index).ToArray();
        Assert.Equal(18, dead.Length);

        // At 0 to 3 s all are there; what is sent at 6 s or later reaches none of them.
        Assert.All(dead, peer => Assert.All(Enumerable.Range(0, 4), number => Assert.NotEqual(0, log.Micros(peer, number))));
        Assert.All(dead, peer => Assert.Equal(0, log.Micros(peer, 7)));
        Assert.InRange(dead.Count(peer => log.Micros(peer, 5) == 0), 1, 17);
    }

    [Fact]
    public void Lookups_find_the_nearest_live_peer_though_others_in_the_tables_are_dead()
    {
        var result = new GossipSimulator(new SimulationOptions { Peers = 300, Broadcasts = 0, Lookups = 100, Stale = 0.5, Seed = 9, Threads = 1 }).Run();
        var lookups = result.Lookups!;
        Assert.Equal(100, lookups.Count);
        Assert.Equal(1, lookups.ClosestFoundRate);
        Assert.InRange(lookups.Recall, 0.9, 1);
        Assert.Null(result.DeliveryRate);

        var quiet = new GossipSimulator(new SimulationOptions { Peers = 300, Broadcasts = 0, Lookups = 100, Seed = 9, Threads = 1 }).Run().Lookups!;
        Assert.Equal((1.0, 1.0), (quiet.ClosestFoundRate, quiet.Recall));
        Assert.True(quiet.QueriesAvg < lookups.QueriesAvg);
    }

    [Fact]
    public void Who_is_cut_off_misses_what_the_others_send_meanwhile_and_that_is_explained()
    {
        var options = Fault.Quiet with { Partition = new PartitionOptions(0.4, TimeSpan.Zero, TimeSpan.FromHours(1)) };
        var result = new GossipSimulator(options).Run();
        Assert.InRange(result.DeliveryRate!.Value, 0.3, 0.7);
        Assert.Equal(0, result.UnexplainedMisses);

        var oneWay = new GossipSimulator(options with { Partition = options.Partition! with { IsOneWay = true } }).Run();
        Assert.True(oneWay.DeliveryRate > result.DeliveryRate);
    }

    [Theory]
    [InlineData(NetworkBuild.Protocol)]
    [InlineData(NetworkBuild.Warm)]
    public void Holes_are_entries_that_are_missing_however_the_network_was_built(NetworkBuild build)
    {
        var options = Fault.Quiet with { Peers = 400, Build = build, Broadcasts = 0 };
        var whole = new GossipSimulator(options).Run();
        var holed = new GossipSimulator(options with { Holes = 0.3 }).Run();
        Assert.InRange(holed.Contacts.Avg / whole.Contacts.Avg, 0.65, 0.9);
        Assert.Equal(whole.Connections.Avg, holed.Connections.Avg);
    }

    [Fact]
    public void What_gets_lost_was_sent_and_not_received()
    {
        var result = new GossipSimulator(Fault.Quiet with { Plan = BroadcastPlan.Epidemic, Loss = 0.2, Broadcasts = 20 }).Run();
        Assert.InRange(result.CopiesPerPeer!.Value / result.PayloadsSentPerPeer!.Value, 0.79, 0.81);
    }

    [Fact]
    public void A_stopped_run_has_what_was_measured_so_far()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.All(Fault.All.Values.Append(Fault.Quiet with { Build = NetworkBuild.Warm, Crash = 0.5, CrashBefore = true, Stale = 0.5 }), options =>
        {
            var result = new GossipSimulator(options).Run(stop: stop.Token);
            Assert.True(result.IsPartial);
            Assert.Equal(0, result.Broadcasts);
        });
    }
}
