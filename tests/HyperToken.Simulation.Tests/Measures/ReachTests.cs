using HyperToken.Overlay;
using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Measures;

public sealed class ReachTests
{
    private const int Peers = 101;
    private readonly SimulationWorld _world = new(new SimulationOptions { Peers = Peers, Broadcasts = 2 });

    public ReachTests() => _world.Deliveries = new DeliveryLog(Peers, 2);

    [Fact]
    public void Percentiles_are_the_value_that_so_many_do_not_exceed()
    {
        Publish(0);
        for (var peer = 1; peer < Peers; peer++)
            Deliver(peer, 0, peer * 1_000);

        var latencies = Reach.Of(_world, _world.Peers).Latencies!;
        Assert.Equal((50.0, 90.0, 99.0, 100.0), (latencies.P50, latencies.P90, latencies.P99, latencies.Max));
    }

    [Fact]
    public void A_single_delivery_is_every_percentile()
    {
        Publish(0);
        Deliver(1, 0, 7_000);
        var latencies = Reach.Of(_world, _world.Peers[..2]).Latencies!;
        Assert.Equal((7.0, 7.0, 7.0, 7.0), (latencies.P50, latencies.P90, latencies.P99, latencies.Max));
    }

    [Fact]
    public void The_origin_and_those_not_there_and_what_was_not_published_do_not_count()
    {
        Publish(0);
        Deliver(1, 0, 1_000);
        var reach = Reach.Of(_world, _world.Peers[..5]);
        Assert.Equal(1, reach.Broadcasts);
        Assert.Equal(4, reach.Should);
        Assert.Equal(0.25, reach.Rate);
        Assert.Equal(3, reach.UnexplainedMisses);
    }

    [Fact]
    public void Limits_of_time_include_the_limit()
    {
        Publish(0);
        int[] micros = [999_999, 1_000_000, 1_000_000, 1_000_001, 2_000_000, 9_000_000, 10_000_000, 10_000_001];
        for (var i = 0; i < micros.Length; i++)
            Deliver(i + 1, 0, micros[i]);

        var within = Reach.Of(_world, _world.Peers[..11]).Within;
        Assert.Equal((0.3, 0.5, 0.7), (within["1s"], within["2s"], within["10s"]));
    }

    [Fact]
    public void Without_broadcasts_there_is_no_rate()
    {
        var reach = Reach.Of(_world, _world.Peers);
        Assert.Null(reach.Rate);
        Assert.Null(reach.Latencies);
        Assert.Equal(0, reach.Should);
    }

    private void Publish(int number) => _world.Deliveries!.Published(number, origin: 0, Instant.Zero);

    private void Deliver(int peer, int number, int micros) => _world.Deliveries!.Delivered(peer, number, new Instant(micros));
}
