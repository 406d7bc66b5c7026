using HyperToken.Overlay;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Peers;

/// <summary>Links that end because of what lies between, or because the machine at the other end has started anew.</summary>
public sealed class BrokenLinkTests
{
    [Fact]
    public void Links_that_are_used_break_in_a_long_partition_and_hold_in_a_short_one()
    {
        Assert.InRange(LinksAcross(cutFor: TimeSpan.FromSeconds(60), lookAfter: TimeSpan.FromSeconds(55)), 0, 0.5);
        Assert.InRange(LinksAcross(cutFor: TimeSpan.FromSeconds(3), lookAfter: TimeSpan.FromSeconds(12)), 0.9, 1.5);
    }

    [Fact]
    public void The_news_of_a_link_does_not_pass_a_partition_and_whoever_opened_it_gives_up()
    {
        var options = new SimulationOptions { Peers = 2, Threads = 1, Seed = 3, Partition = new PartitionOptions(0.5, TimeSpan.Zero, TimeSpan.FromHours(1)) };
        var world = new SimulationWorld(options);
        world.Links.Partition!.BeginAt(Instant.Zero);
        Assert.False(world.Links.Partition.Passes(0, 1, Instant.Zero));
        world.Orders.Add(0, Instant.Zero, new PeerCommand.Join([]));
        world.Orders.Add(1, Instant.Zero, new PeerCommand.Join([world.Contacts[0]]));
        world.Loop.RunUntil(() => world.Loop.Now > Instant.Zero + TimeSpan.FromMilliseconds(400));
        Assert.True(world.Peers[1].Local!.Peer.Neighbours.HasLink(world.Contacts[0].Id));
        Assert.False(world.Peers[0].Local!.Peer.Neighbours.HasLink(world.Contacts[1].Id));
        Assert.Contains(world.Workers[0].Pending(), item => item.Content is LinkBreak { Other: 0, IsLost: false } && item.Time == Instant.Zero + LinkBreak.Delay);

        // It tries again every now and then: the link is there, and gone again.
        var gone = false;
        world.Loop.RunUntil(() =>
        {
            gone |= !world.Peers[1].Local!.Peer.Neighbours.HasLink(world.Contacts[0].Id);
            return world.Loop.Now > Instant.Zero + TimeSpan.FromSeconds(10);
        });
        Assert.True(gone);
    }

    [Fact]
    public void Who_has_links_to_a_machine_that_started_anew_hears_that_they_are_gone()
    {
        var options = Fault.Quiet with { Broadcasts = 0, Churn = new ChurnOptions(TimeSpan.FromHours(1000), TimeSpan.Zero) };
        var run = new SimulationRun(options, null, default);
        run.Run();
        var world = run.World;
        var linked = world.Peers[7].Local!.Peer.Neighbours.Linked.Select(contact => world.Directory.IndexOf(contact.Id)).ToArray();
        Assert.NotEmpty(linked);
        var now = world.Loop.Now;
        world.Orders.Add(7, now, PeerCommand.Crash.Instance);
        world.Orders.Add(7, now + TimeSpan.FromMilliseconds(1), new PeerCommand.Join([]));
        var resets = 0;
        world.Loop.RunUntil(() =>
        {
            resets = Math.Max(resets, world.Workers[0].Pending().Count(item => ReferenceEquals(item.Content, LinkNotice.Reset)));
            return world.Loop.Now > now + TimeSpan.FromMilliseconds(10);
        });
        Assert.Equal(linked.Length, resets);

        // They ask whether it lives, which opens new links: those are open at both ends.
        world.Loop.RunUntil(() => world.Loop.Now > now + TimeSpan.FromSeconds(10));
        Assert.All(linked, peer => Assert.Equal(
            world.Peers[peer].Local!.Peer.Neighbours.HasLink(world.Contacts[7].Id),
            world.Peers[7].Local!.Peer.Neighbours.HasLink(world.Contacts[peer].Id)));
    }

    /// <summary>Links between the two sides, as a share of those before.</summary>
    private static double LinksAcross(TimeSpan cutFor, TimeSpan lookAfter)
    {
        var run = Partitioned(cutFor);
        var world = run.World;
        var before = CountAcross(world, world.Loop.Now);
        var (cut, look) = (world.Loop.Now, world.Loop.Now + lookAfter);
        world.Loop.RunUntil(() => world.Loop.Now >= look);
        return (double)CountAcross(world, cut) / before;
    }

    private static int CountAcross(SimulationWorld world, Instant cut) => world.Peers.Sum(peer => peer.Local!.Peer.Neighbours.Linked
        .Count(contact => !world.Links.Partition!.Passes(peer.Index, world.Directory.IndexOf(contact.Id), cut)));

    /// <summary>A network that has just been cut in two.</summary>
    private static SimulationRun Partitioned(TimeSpan cutFor)
    {
        var options = Fault.Quiet with { Broadcasts = 0, Partition = new PartitionOptions(0.5, TimeSpan.Zero, cutFor) };
        var run = new SimulationRun(options, null, default);
        run.Run();
        run.World.Links.Partition!.BeginAt(run.World.Loop.Now);
        return run;
    }
}
