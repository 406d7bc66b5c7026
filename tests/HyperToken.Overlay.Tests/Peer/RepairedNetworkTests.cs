using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

/// <summary>Whole networks in which broadcasts miss somebody: everybody gets everything in the end, once.</summary>
public sealed class RepairedNetworkTests
{
    private static readonly TimeSpan JoinEvery = TimeSpan.FromMilliseconds(5);
    private readonly List<(MessageId Id, PeerId Origin)> _published = [];

    [Fact]
    public void What_an_epidemic_misses_should_be_repaired_within_seconds()
    {
        var network = Network(40, new BroadcastSettings { Plan = BroadcastPlan.Epidemic, FanOut = 2, TimeToLive = 4 });
        for (var i = 0; i < 10; i++)
            Publish(network, network.Nodes[i]);

        network.RunFor(TimeSpan.FromSeconds(1));
        var missing = network.Nodes.Sum(node => 10 - node.Delivered.Count);
        Assert.InRange(missing, 50, 350);

        network.RunFor(TimeSpan.FromSeconds(11));
        AssertAllDeliveredOnce(network);
        Assert.True(network.Nodes.Sum(node => node.Counters.Repaired) >= missing - 10);
    }

    [Fact]
    public void Lost_frames_should_be_repaired()
    {
        var network = Network(40, new BroadcastSettings { FanOut = 3 });
        network.LossPercent = 20;
        for (var i = 0; i < 20; i++)
            Publish(network, network.Nodes[i]);

        network.RunFor(TimeSpan.FromSeconds(30));
        AssertAllDeliveredOnce(network);
    }

    [Fact]
    public void A_peer_that_was_cut_off_should_get_what_it_missed_and_others_what_it_said_meanwhile()
    {
        var network = Network(40);
        var cutOff = network.Nodes[17];
        network.CanReach = (from, to) => (from == cutOff) == (to == cutOff);
        for (var second = 0; second < 40; second++)
        {
            Publish(network, network.Nodes[second % 3 == 0 ? 17 : second % 17]);
            network.RunFor(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(cutOff.Delivered.Count, 0, 1);
        network.CanReach = static (_, _) => true;
        network.RunFor(TimeSpan.FromSeconds(20));
        AssertAllDeliveredOnce(network);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    public void Two_halves_that_meet_again_should_have_everything_of_each_other_soon_and_once(int seconds)
    {
        var network = Network(60);
        var half = network.Nodes.Where((_, index) => index % 2 == 0).ToHashSet();
        network.CanReach = (from, to) => half.Contains(from) == half.Contains(to);
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < 4; i++)
                Publish(network, network.Nodes[((7 * second) + i) % 60]);

            network.RunFor(TimeSpan.FromSeconds(1));
        }

        network.CanReach = static (_, _) => true;
        network.RunFor(TimeSpan.FromSeconds(20));
        AssertAllDeliveredOnce(network);
    }

    [Fact]
    public void Halves_with_thousands_of_messages_should_have_everything_of_each_other_part_by_part()
    {
        var network = Network(16);
        var half = network.Nodes.Where((_, index) => index % 2 == 0).ToHashSet();
        network.CanReach = (from, to) => half.Contains(from) == half.Contains(to);
        for (var second = 0; second < 60; second++)
        {
            for (var i = 0; i < 100; i++)
                Publish(network, network.Nodes[i % 16]);

            network.RunFor(TimeSpan.FromSeconds(1));
        }

        network.CanReach = static (_, _) => true;
        network.RunFor(TimeSpan.FromSeconds(30));
        AssertAllDeliveredOnce(network);
    }

    [Fact]
    public void A_peer_that_starts_late_should_not_get_what_was_published_before()
    {
        var network = Network(30);
        var late = Latecomer(network);
        Assert.Empty(late.Delivered);

        Publish(network, network.Nodes[3]);
        network.RunFor(TimeSpan.FromSeconds(40));
        Assert.Equal([_published[^1].Id], late.Delivered.Select(body => body.Id));
    }

    [Fact]
    public void A_peer_that_starts_late_should_get_what_others_keep_if_it_asks_to()
    {
        var network = Network(30, new BroadcastSettings { CatchUp = true });
        var late = Latecomer(network);
        Assert.Equal(5, late.Delivered.Count);
        Assert.Equal(_published.Select(message => message.Id).ToHashSet(), late.Delivered.Select(body => body.Id).ToHashSet());
    }

    [Fact]
    public void A_peer_that_restarts_with_its_memory_should_get_what_it_missed_and_nothing_again()
    {
        var network = Network(30);
        var node = network.Nodes[9];
        Publish(network, network.Nodes[1]);
        Publish(network, node);
        network.RunFor(TimeSpan.FromSeconds(5));
        node.IsAlive = false;
        for (var i = 0; i < 5; i++)
            Publish(network, network.Nodes[i]);

        network.RunFor(TimeSpan.FromSeconds(30));
        node.Restart(keepsMemory: true);
        node.Do(peer => peer.Join([network.Nodes[0].Contact], network.Now));
        network.RunFor(TimeSpan.FromSeconds(10));
        AssertAllDeliveredOnce(network);
    }

    [Fact]
    public void A_network_at_rest_should_be_silent_about_broadcasts()
    {
        var network = Network(20);
        Publish(network, network.Nodes[0]);
        network.RunFor(TimeSpan.FromMinutes(3));
        var sent = network.Nodes.Sum(node => node.Counters.DigestsSent);
        network.RunFor(TimeSpan.FromMinutes(10));
        Assert.Equal(sent, network.Nodes.Sum(node => node.Counters.DigestsSent));
        Assert.All(network.Nodes, node => Assert.Equal(0, node.Counters.Repaired));
    }

    private VirtualNetwork Network(int peers, BroadcastSettings? broadcast = null)
    {
        var network = new VirtualNetwork(new PeerSettings { Broadcast = broadcast ?? new BroadcastSettings() });
        network.JoinAll(peers, JoinEvery);
        return network;
    }

    /// <summary>Five messages, the last half a minute before a peer joins; the network has half a minute more.</summary>
    private VirtualNode Latecomer(VirtualNetwork network)
    {
        for (var i = 0; i < 5; i++)
        {
            Publish(network, network.Nodes[i]);
            network.RunFor(TimeSpan.FromSeconds(5));
        }

        network.RunFor(TimeSpan.FromSeconds(25));
        var late = network.Add();
        late.Do(peer => peer.Join([network.Nodes[0].Contact], network.Now));
        network.RunFor(TimeSpan.FromSeconds(30));
        return late;
    }

    private void Publish(VirtualNetwork network, VirtualNode node) =>
        node.Do(peer => _published.Add((peer.Broadcast("line", new byte[10], network.Now), node.Id)));

    private void AssertAllDeliveredOnce(VirtualNetwork network)
    {
        foreach (var node in network.Nodes)
        {
            var delivered = node.Delivered.Select(body => body.Id).ToList();
            Assert.Equal(delivered.Count, delivered.Distinct().Count());
            var missing = _published.Where(message => message.Origin != node.Id).Select(message => message.Id).Except(delivered).Count();
            Assert.True(missing == 0, $"Peer {network.Nodes.IndexOf(node)} misses {missing} of {_published.Count}.");
            Assert.DoesNotContain(node.Delivered, body => body.Origin == node.Id);
        }
    }
}
