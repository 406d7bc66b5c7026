using HyperToken.Overlay;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Peers;

/// <summary>Two or three peers whose links take 40 ms, and what is on its way between them.</summary>
public sealed class SimulatedPeerTests
{
    private const long Latency = 40_000;
    private static readonly SimulationOptions Options = new()
    {
        Peers = 3,
        Broadcasts = 1,
        Threads = 1,
        Latency = new UniformLatency(TimeSpan.FromMicroseconds(Latency), TimeSpan.FromMicroseconds(Latency)),
        LatencyScope = LatencyScope.Frame,
    };

    [Fact]
    public void A_frame_arrives_after_the_latency_of_its_link()
    {
        var world = Joining(Options);
        Assert.Equal(Latency, Sent<FindNodeFrame>(world).Time.Micros);
    }

    [Fact]
    public void The_first_frame_to_a_peer_waits_for_the_link_to_open_and_the_next_does_not()
    {
        var world = Joining(Options with { DialCost = true });
        var first = Sent<FindNodeFrame>(world);
        Assert.Equal(4 * Latency, first.Time.Micros);
        Assert.True(first.OpensLink);

        // The answer goes over the link that is open.
        Run(world, until: first.Time.Micros);
        var answer = Sent<FindNodeReplyFrame>(world);
        Assert.False(answer.OpensLink);
        Assert.Equal(first.Time.Micros + Latency, answer.Time.Micros);
    }

    [Fact]
    public void Frames_of_a_narrow_line_leave_one_after_the_other()
    {
        var world = Joining(Options with { Topology = Topology.Naive, Bandwidth = 10_000, Size = 1_000 });
        world.Orders.Add(2, world.Loop.Now, new PeerCommand.Join([world.Contacts[0]]));
        Run(world, until: 5_000_000);
        world.Deliveries = new DeliveryLog(3, 1);
        var now = world.Loop.Now;
        world.Orders.Add(0, now, new PeerCommand.Publish(0));
        Run(world, until: now.Micros);

        var frames = world.Workers[0].Pending().Where(item => item.Content is BroadcastFrame).OrderBy(item => item.Time).ToArray();
        Assert.Equal(2, frames.Length);
        var length = FrameCodec.LengthOf((Frame)frames[0].Content!);
        Assert.InRange(length, 1_001, 1_200);
        Assert.Equal(now.Micros + (length * 100L) + Latency, frames[0].Time.Micros);
        Assert.Equal(length * 100L, frames[1].Time.Micros - frames[0].Time.Micros);
    }

    [Fact]
    public void Whose_first_frame_gets_lost_is_linked_all_the_same()
    {
        var world = Joining(Options with { Loss = 0.99 });
        Assert.DoesNotContain(world.Workers[0].Pending(), item => item.Content is FindNodeFrame);
        Run(world, until: Latency);
        Assert.True(world.Peers[0].Local!.Peer.Neighbours.HasLink(world.Contacts[1].Id));
    }

    [Fact]
    public void Who_has_crashed_takes_nothing_and_whoever_comes_back_knows_nothing()
    {
        var world = Joining(Options);
        Run(world, until: 3_000_000);
        Assert.Equal(1, world.Peers[0].Local!.Peer.Neighbours.Table.Count);
        var now = world.Loop.Now;
        world.Orders.Add(0, now, PeerCommand.Crash.Instance);
        Run(world, until: now.Micros);
        Assert.False(world.Peers[0].IsUp);
        Assert.False(world.Peers[0].Take(new SimulatedEvent(now, 0, 1, 999, new PingFrame(1))));

        world.Orders.Add(0, world.Loop.Now, new PeerCommand.Join([]));
        var returned = world.Loop.Now;
        Run(world, until: returned.Micros);
        Assert.True(world.Peers[0].IsUp);
        Assert.Equal(returned, world.Peers[0].UpSince);
        Assert.Equal(0, world.Peers[0].Local!.Peer.Neighbours.Table.Count);
        Assert.Empty(world.Peers[0].Local!.Peer.Neighbours.Linked);
    }

    [Fact]
    public void Who_is_down_publishes_nothing()
    {
        var world = Joining(Options);
        world.Deliveries = new DeliveryLog(3, 1);
        world.Orders.Add(2, world.Loop.Now, new PeerCommand.Publish(0));
        Run(world, until: world.Loop.Now.Micros);
        Assert.False(world.Deliveries.IsPublished(0));
        Assert.Equal(0, world.Peers[2].PayloadsSent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_links_of_a_peer_stay_within_their_cap_at_every_moment(bool dialCost)
    {
        var run = new SimulationRun(Support.Fault.Quiet with { MaxLinks = 9, Lookups = 40, DialCost = dialCost }, null, default);
        run.Run();
        var world = run.World;
        var end = world.Loop.Now + TimeSpan.FromSeconds(40);
        world.Loop.RunUntil(() =>
        {
            Assert.All(world.Peers, peer =>
            {
                Assert.InRange(peer.Local!.Peer.Neighbours.Linked.Count, 0, 9);
                Assert.Equal(peer.Local.Peer.Neighbours.Linked.Count, peer.LinksCountedAt(world.Loop.Now));
            });
            return world.Loop.Now >= end;
        });
    }

    /// <summary>Peer 0 is there, and peer 1 has just begun to join through it.</summary>
    private static SimulationWorld Joining(SimulationOptions options)
    {
        var world = new SimulationWorld(options);
        world.Orders.Add(0, Instant.Zero, new PeerCommand.Join([]));
        world.Orders.Add(1, Instant.Zero, new PeerCommand.Join([world.Contacts[0]]));
        Run(world, until: 0);
        return world;
    }

    /// <summary>Runs the windows up to the one of a time.</summary>
    private static void Run(SimulationWorld world, long until) => world.Loop.RunUntil(() => world.Loop.Now.Micros > until);

    private static SimulatedEvent Sent<TFrame>(SimulationWorld world)
        where TFrame : Frame => Assert.Single(world.Workers[0].Pending(), item => item.Content is TFrame);
}
