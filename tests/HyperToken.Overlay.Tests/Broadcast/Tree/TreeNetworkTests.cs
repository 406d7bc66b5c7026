using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

/// <summary>Whole networks on the tree plan: who gets how many copies, and what is left when frames get lost and peers die.</summary>
public sealed class TreeNetworkTests
{
    private static readonly TimeSpan JoinEvery = TimeSpan.FromMilliseconds(5);

    [Property(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 12)]
    public void Without_loss_everybody_should_get_exactly_one_copy(ulong seed, byte size)
    {
        var network = Network(peers: 2 + (size % 70), seed);
        foreach (var publisher in network.Nodes.Take(5))
        {
            var before = network.Nodes.Select(node => node.Counters.PayloadsReceived).ToList();
            Publish(network, publisher);
            network.RunFor(TimeSpan.FromSeconds(2));
            var copies = network.Nodes.Zip(before, (node, count) => node.Counters.PayloadsReceived - count);
            Assert.All(network.Nodes.Zip(copies), peer => Assert.Equal(peer.First == publisher ? 0 : 1, peer.Second));
        }

        Assert.All(network.Nodes, node => Assert.Equal((0L, 0L), (node.Counters.Duplicates, node.Counters.Repaired)));
        AssertNothingOpen(network);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(70)]
    public void Without_loss_the_reach_should_be_exact(int peers)
    {
        var network = Network(peers);
        var known = Acknowledged(network, network.Nodes[peers / 2], TimeSpan.FromSeconds(30));
        Assert.Equal((peers - 1, true), (known.Reached, known.IsComplete));
        AssertNothingOpen(network);
    }

    [Fact]
    public void Lost_frames_should_be_sent_again_and_leave_nothing_open()
    {
        var network = Network(60);
        network.LossPercent = 10;
        var ids = network.Nodes.Take(20).Select(node => Publish(network, node)).ToList();
        network.RunFor(TimeSpan.FromSeconds(30));
        foreach (var node in network.Nodes)
        {
            Assert.Equal(ids.Count - (network.Nodes.IndexOf(node) < 20 ? 1 : 0), node.Delivered.Count);
            Assert.Equal(node.Delivered.Count, node.Delivered.Select(body => body.Id).Distinct().Count());
        }

        Assert.Contains(network.Nodes, node => node.Counters.Timeouts > 0);
        AssertNothingOpen(network);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_acknowledged_broadcast_should_come_to_an_end_though_frames_get_lost(int seed)
    {
        var network = Network(60, (ulong)seed);
        network.LossPercent = 10;
        foreach (var publisher in network.Nodes.Take(10))
        {
            var known = Acknowledged(network, publisher, TimeSpan.FromSeconds(30));
            Assert.True(known.IsComplete);
            Assert.InRange(known.Reached, 30, 59);
        }

        network.RunFor(TimeSpan.FromSeconds(10));
        Assert.All(network.Nodes, node => Assert.Equal(network.Nodes.IndexOf(node) < 10 ? 9 : 10, node.Delivered.Count));
        AssertNothingOpen(network);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_live_should_get_everything_though_others_have_just_died(bool isNoticed)
    {
        var network = Network(60);
        Crash(network, every: 3, isNoticed);
        var publisher = network.Alive.First();
        Publish(network, publisher);
        network.RunFor(TimeSpan.FromSeconds(20));
        Assert.All(network.Alive, node => Assert.Equal(node == publisher ? 0 : 1, node.Delivered.Count));
        AssertNothingOpen(network);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_reach_should_be_told_within_its_limit_though_a_part_is_dead(bool isNoticed)
    {
        var network = Network(60);
        Crash(network, every: 3, isNoticed);
        var limit = TimeSpan.FromSeconds(4);
        var start = network.Now;
        var known = Acknowledged(network, network.Alive.First(), limit);
        Assert.InRange(network.Now - start, TimeSpan.Zero, limit);
        Assert.InRange(known.Reached, 1, network.Alive.Count() - 1);

        network.RunFor(TimeSpan.FromSeconds(20));
        AssertNothingOpen(network);
        Assert.All(network.Alive.Skip(1), node => Assert.Single(node.Delivered));
    }

    [Fact]
    public void A_large_payload_should_be_sent_to_nobody_who_is_dead_and_to_everybody_else_once()
    {
        var network = Network(60);
        Crash(network, every: 3, isNoticed: false);
        var sentBefore = network.Nodes.Sum(node => node.Counters.PayloadsSent);
        network.Alive.First().Do(peer => peer.Broadcast("line", new byte[100_000], network.Now));
        network.RunFor(TimeSpan.FromSeconds(20));
        Assert.All(network.Alive.Skip(1), node => Assert.Single(node.Delivered));
        Assert.Equal(network.Alive.Count() - 1, network.Nodes.Sum(node => node.Counters.PayloadsSent) - sentBefore);
        AssertNothingOpen(network);
    }

    private static VirtualNetwork Network(int peers, ulong seed = 1)
    {
        var network = new VirtualNetwork(new PeerSettings(), seed);
        network.JoinAll(peers, JoinEvery);
        network.RunFor(TimeSpan.FromSeconds(5));
        return network;
    }

    private static MessageId Publish(VirtualNetwork network, VirtualNode publisher)
    {
        var id = default(MessageId);
        publisher.Do(peer => id = peer.Broadcast("line", new byte[10], network.Now));
        return id;
    }

    private static ReachKnown Acknowledged(VirtualNetwork network, VirtualNode publisher, TimeSpan limit)
    {
        publisher.Forget();
        publisher.Do(peer => peer.BroadcastAcknowledged("line", new byte[10], limit, network.Now));
        network.RunUntil(publisher.Has<ReachKnown>);
        return publisher.Last<ReachKnown>();
    }

    /// <summary>Every third or so dies; whoever sends to them is told, or not.</summary>
    private static void Crash(VirtualNetwork network, int every, bool isNoticed)
    {
        foreach (var node in network.Nodes.Where((_, index) => index % every == 0))
            node.IsAlive = false;

        if (!isNoticed)
            network.CanReach = static (_, to) => to.IsAlive;
    }

    private static void AssertNothingOpen(VirtualNetwork network) =>
        Assert.All(network.Alive, node => Assert.Equal((0, 0), (node.Peer.Peer.RegionsUnderWay, node.Peer.Peer.OwnUnacknowledged)));
}
