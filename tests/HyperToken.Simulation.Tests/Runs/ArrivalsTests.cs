using HyperToken.Overlay;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Runs;

/// <summary>When a run has nothing more to wait for.</summary>
public sealed class ArrivalsTests
{
    private static readonly SimulationOptions Options = Fault.Quiet with { Broadcasts = 2, Build = NetworkBuild.Warm };

    [Fact]
    public void All_is_there_once_everybody_else_has_what_was_published()
    {
        var world = Started(Options);
        var arrivals = new Arrivals(world, Instant.Never);
        Assert.True(arrivals.AreComplete());

        arrivals = new Arrivals(world, Instant.Never);
        Publish(world, 0);
        for (var peer = 1; peer < Options.Peers; peer++)
        {
            Assert.False(arrivals.AreComplete());
            world.Deliveries!.Delivered(peer, 0, world.Loop.Now + TimeSpan.FromMilliseconds(1));
        }

        Assert.True(arrivals.AreComplete());
    }

    [Fact]
    public void Nobody_waits_for_those_who_are_down_or_came_later()
    {
        var world = Started(Options);
        Publish(world, 0);
        for (var peer = 3; peer < Options.Peers; peer++)
            world.Deliveries!.Delivered(peer, 0, world.Loop.Now + TimeSpan.FromMilliseconds(1));

        var arrivals = new Arrivals(world, Instant.Never);
        Assert.False(arrivals.AreComplete());
        Order(world, 1, PeerCommand.Crash.Instance);
        Assert.False(arrivals.AreComplete());
        Order(world, 2, PeerCommand.Crash.Instance);
        Order(world, 2, new PeerCommand.Join([]));
        Assert.True(arrivals.AreComplete());
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(60, false)]
    public void Who_is_cut_off_is_waited_for_unless_it_is_until_the_end(int seconds, bool isExplained)
    {
        var options = Options with { Partition = new PartitionOptions(0.5, TimeSpan.Zero, TimeSpan.FromSeconds(seconds)) };
        var world = Started(options);
        var (partition, now) = (world.Links.Partition!, world.Loop.Now);
        partition.BeginAt(now);
        Publish(world, 0);
        for (var peer = 1; peer < Options.Peers; peer++)
        {
            if (partition.Passes(0, peer, now))
                world.Deliveries!.Delivered(peer, 0, now + TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(isExplained, new Arrivals(world, now + TimeSpan.FromSeconds(100)).AreComplete());
    }

    [Fact]
    public void A_run_ends_when_all_is_delivered_and_not_ten_seconds_later()
    {
        var run = new SimulationRun(Fault.Quiet with { Duration = TimeSpan.FromMinutes(5) }, null, default);
        Assert.Equal(1, run.Run().DeliveryRate);
        Assert.InRange((run.World.Loop.Now - run.FirstBroadcast).TotalSeconds, 0.5, 6);
    }

    [Fact]
    public void Thousands_of_broadcasts_are_each_made_in_their_time()
    {
        var run = new SimulationRun(Fault.Quiet with { Peers = 3, Broadcasts = 3_000, Rate = 200 }, null, default);
        Assert.Equal(3_000, run.Run().Broadcasts);
        Assert.Equal(TimeSpan.FromMilliseconds(2_999 * 5), run.World.Deliveries!.PublishedAt(2_999) - run.FirstBroadcast);
    }

    [Fact]
    public void A_run_waits_for_the_last_crash()
    {
        var options = Fault.Quiet with { Crash = 0.3, CrashWindow = new TimeWindow(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)), Broadcasts = 1 };
        var run = new SimulationRun(options, null, default);
        run.Run();
        Assert.Equal(18, run.World.Peers.Count(peer => !peer.IsUp));
        Assert.InRange((run.World.Loop.Now - run.FirstBroadcast).TotalSeconds, 40, 50);
    }

    [Fact]
    public void A_run_in_which_somebody_stays_without_goes_on_to_its_end()
    {
        var options = Fault.Quiet with { Loss = 0.95, Duration = TimeSpan.FromSeconds(2) };
        var run = new SimulationRun(options, null, default);
        Assert.True(run.Run().UnexplainedMisses > 0);
        Assert.True(run.World.Loop.Now >= run.End);
    }

    private static SimulationWorld Started(SimulationOptions options)
    {
        var run = new SimulationRun(options with { Broadcasts = 0 }, null, default);
        run.Run();
        run.World.Deliveries = new DeliveryLog(options.Peers, 2);
        return run.World;
    }

    private static void Publish(SimulationWorld world, int number) => world.Deliveries!.Published(number, origin: 0, world.Loop.Now);

    private static void Order(SimulationWorld world, int peer, PeerCommand command)
    {
        var now = world.Loop.Now;
        world.Orders.Add(peer, now, command);
        world.Loop.RunUntil(() => world.Loop.Now > now);
    }
}
