using System.Text;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class WholePeerTests
{
    private static readonly TimeSpan JoinEvery = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void Two_hundred_peers_that_know_one_contact_should_find_each_other()
    {
        var network = new VirtualNetwork();
        network.JoinAll(200, JoinEvery);

        var random = new RandomSource(9);
        for (var i = 0; i < 200; i++)
        {
            var asker = network.Nodes[random.Next(200)];
            var target = network.Nodes[random.Next(200)].Id;
            Assert.Equal(network.TrueClosest(asker, target, 20), network.Lookup(asker, target));
        }
    }

    [Theory]
    [InlineData(RoutingStrategy.Kademlia, 200)]
    [InlineData(RoutingStrategy.Naive, 40)]
    public void A_broadcast_should_reach_everybody_once(RoutingStrategy strategy, int peers)
    {
        var network = new VirtualNetwork(new PeerSettings { Strategy = strategy });
        network.JoinAll(peers, JoinEvery);

        var origin = network.Nodes[peers / 2];
        origin.Do(peer => peer.Broadcast("line", Encoding.UTF8.GetBytes("hello"), network.Now));
        network.RunFor(TimeSpan.FromSeconds(2));

        Assert.Empty(origin.Delivered);
        Assert.All(network.Nodes.Where(node => node != origin), node => Assert.Single(node.Delivered));
    }

    [Fact]
    public void A_maintenance_round_should_clear_the_dead_from_every_table()
    {
        var network = new VirtualNetwork();
        network.JoinAll(200, JoinEvery);
        foreach (var node in network.Nodes.Where((_, index) => index % 10 < 3))
            node.IsAlive = false;

        foreach (var node in network.Alive)
            node.Do(peer => peer.Maintain(network.Now));

        foreach (var node in network.Alive)
            network.RunUntil(node.Has<MaintenanceCompleted>);

        var alive = network.Alive.Select(node => node.Id).ToHashSet();
        foreach (var node in network.Alive)
        {
            var table = node.Peer.Peer.Neighbours.Table;
            Assert.All(table.Closest(node.Id, table.Count), contact => Assert.Contains(contact.Id, alive));
        }
    }

    [Fact]
    public void A_message_for_one_peer_should_reach_it_through_others()
    {
        var network = new VirtualNetwork();
        network.JoinAll(200, JoinEvery);
        var random = new RandomSource(4);
        for (var i = 0; i < 100; i++)
        {
            var from = network.Nodes[random.Next(200)];
            var to = network.Nodes.First(node => from.Peer.Peer.Neighbours.Find(node.Id) is null && node != from);
            from.Forget();
            from.Do(peer => peer.Send(to.Id, "note", new byte[10], network.Now));
            network.RunUntil(from.Has<SendCompleted>);

            Assert.Equal(SendOutcome.Delivered, from.Last<SendCompleted>().Outcome);
            Assert.Single(to.Delivered);
            to.Delivered.Clear();
        }
    }

    [Fact]
    public void A_message_for_nobody_should_come_back_as_no_route()
    {
        var network = new VirtualNetwork();
        network.JoinAll(60, JoinEvery);
        var from = network.Nodes[7];
        from.Do(peer => peer.Send(PeerId.Derive(99, 99), "note", new byte[10], network.Now));
        network.RunUntil(from.Has<SendCompleted>);

        Assert.Equal(SendOutcome.NoRoute, from.Last<SendCompleted>().Outcome);
    }
}
