using FsCheck.Xunit;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Records;

/// <summary>Whole peers on the strategy hybrid.</summary>
[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 5)]
public sealed class HybridNetworkTests
{
    private const int Peers = 40;

    private static readonly PeerSettings Settings = new()
    {
        Strategy = RoutingStrategy.Hybrid,
        Supernode = SupernodePreset.Quick.Settings,
        Records = new RecordSettings { AcceptsUnsigned = true },
    };

    [Fact]
    public void A_leaf_should_be_found_and_get_messages_from_anywhere()
    {
        var network = Settled(seed: 3);
        foreach (var (sender, leaf) in Pairs(network, 60))
        {
            AssertFound(network, sender, leaf);
            Assert.Equal(SendOutcome.Delivered, Sent(network, sender, leaf));
        }

        Assert.True(network.Alive.Sum(node => node.Counters.RoutesHandedOver) > 0);
        Assert.All(network.Alive, node => Assert.Equal((0, 0), (node.Peer.Peer.RoutesUnderWay, node.Peer.Peer.LocatesUnderWay)));
    }

    [Fact]
    public void An_id_that_is_nobodys_should_have_no_route_and_not_be_found()
    {
        var network = Settled(seed: 4);
        var sender = network.Nodes[7];
        Assert.False(Located(network, sender, Ids.Of(1)).Found);
        sender.Forget();
        sender.Do(peer => peer.Send(Ids.Of(1), "note", new byte[1], network.Now));
        network.RunUntil(sender.Has<SendCompleted>);
        Assert.Equal(SendOutcome.NoRoute, sender.Last<SendCompleted>().Outcome);
    }

    [Fact]
    public void Without_records_a_leaf_elsewhere_should_have_no_route()
    {
        var network = Settled(seed: 3, RoutingStrategy.Supernode);
        var outcomes = Pairs(network, 60).Select(pair => Sent(network, pair.Sender, pair.Leaf)).ToList();
        Assert.Contains(SendOutcome.NoRoute, outcomes);
        Assert.All(network.Alive, node => Assert.Equal((0, 0), (node.Counters.RecordsPublished, node.Peer.Peer.RecordsKept)));
    }

    [Property]
    public void A_leaf_should_be_found_after_its_supernodes_have_changed(ulong seed)
    {
        var network = Settled(seed);
        var leaf = network.Alive.First(node => IsLeaf(node) && node != network.Nodes[0]);
        foreach (var supernode in SupernodesOf(leaf).Where(id => id != network.Nodes[0].Id).ToList())
        {
            network.Find(supernode).IsAlive = false;
            network.RunFor(TimeSpan.FromSeconds(seed % 3));
        }

        network.RunFor(TimeSpan.FromSeconds(30));
        if (!IsLeaf(leaf))
            return;

        var sender = network.Alive.Last(node => node != leaf);
        AssertFound(network, sender, leaf);
        Assert.Equal(SendOutcome.Delivered, Sent(network, sender, leaf));
    }

    private static VirtualNetwork Settled(ulong seed, RoutingStrategy strategy = RoutingStrategy.Hybrid)
    {
        var network = new VirtualNetwork(Settings with { Strategy = strategy }, seed);
        network.JoinAll(Peers, TimeSpan.FromMilliseconds(100));
        network.RunFor(TimeSpan.FromSeconds(60));
        return network;
    }

    private static bool IsLeaf(VirtualNode node) => node.Peer.Peer.Neighbours.Role!.Role == PeerRole.Leaf;

    private static HashSet<PeerId> SupernodesOf(VirtualNode leaf) =>
        [.. leaf.Peer.Peer.Neighbours.Role!.Supernodes.Select(supernode => supernode.Id)];

    private static List<(VirtualNode Sender, VirtualNode Leaf)> Pairs(VirtualNetwork network, int count)
    {
        var leaves = network.Alive.Where(IsLeaf).ToList();
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => (network.Nodes[i * 7 % Peers], leaves[i % leaves.Count]))
                .Where(pair => pair.Item1 != pair.Item2),
        ];
    }

    private static LocateResult Located(VirtualNetwork network, VirtualNode asker, PeerId leaf)
    {
        asker.Forget();
        asker.Do(peer => peer.Locate(leaf, network.Now));
        network.RunUntil(asker.Has<LocateCompleted>);
        return asker.Last<LocateCompleted>().Result;
    }

    /// <summary>A standby may have been exchanged this very second; one that holds is enough to reach the leaf.</summary>
    private static void AssertFound(VirtualNetwork network, VirtualNode asker, VirtualNode leaf)
    {
        var found = Located(network, asker, leaf.Id).Supernodes.Select(supernode => supernode.Id).ToList();
        Assert.Equal(Settings.Supernode.SupernodesPerLeaf, found.Count);
        Assert.NotEmpty(SupernodesOf(leaf).Intersect(found));
    }

    private static SendOutcome Sent(VirtualNetwork network, VirtualNode sender, VirtualNode leaf)
    {
        sender.Forget();
        sender.Do(peer => peer.Send(leaf.Id, "note", new byte[3], network.Now));
        network.RunUntil(sender.Has<SendCompleted>);
        return sender.Last<SendCompleted>().Outcome;
    }
}
