using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Strategy;

/// <summary>Whole networks that choose their strategy from their size.</summary>
public sealed class AutomaticStrategyTests
{
    private static readonly PeerSettings Settings = new()
    {
        Strategy = RoutingStrategy.Auto,
        Supernode = SupernodePreset.Quick.Settings,
        Auto = new AutoSettings { Dwell = TimeSpan.FromSeconds(5) },
    };

    private VirtualNetwork _network = new(Settings);
    private readonly List<(VirtualNode Origin, int Number, HashSet<VirtualNode> Expected)> _sent = [];

    [Theory]
    [InlineData(1, RoutingStrategy.Naive)]
    [InlineData(10, RoutingStrategy.Naive)]
    [InlineData(70, RoutingStrategy.Supernode)]
    [InlineData(160, RoutingStrategy.Kademlia)]
    public void A_network_should_agree_on_the_strategy_for_its_size(int peers, RoutingStrategy expected)
    {
        _network.JoinAll(peers, TimeSpan.FromMilliseconds(20));
        _network.RunFor(TimeSpan.FromSeconds(60));
        Assert.All(_network.Nodes, node => Assert.Equal(expected, node.Peer.Peer.Strategy));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void A_network_that_grows_and_shrinks_should_lose_and_repeat_nothing(ulong seed, int lossPercent)
    {
        _network = new VirtualNetwork(Settings, seed) { LossPercent = lossPercent };
        _network.JoinAll(10, TimeSpan.FromMilliseconds(20));
        var strategies = new HashSet<RoutingStrategy>();
        for (var second = 0; second < 75; second++)
        {
            JoinOne();
            JoinOne();
            Turn(strategies);
        }

        for (var second = 0; second < 75; second++)
        {
            LeaveOne();
            LeaveOne();
            Turn(strategies);
        }

        for (var second = 0; second < 120; second++)
            Turn(strategies);

        _network.RunFor(TimeSpan.FromSeconds(30));
        Assert.All(_network.Alive, node => Assert.Equal(RoutingStrategy.Naive, node.Peer.Peer.Strategy));
        Assert.Superset(new HashSet<RoutingStrategy> { RoutingStrategy.Naive, RoutingStrategy.Supernode, RoutingStrategy.Kademlia }, strategies);
        Assert.All(_network.Alive, node => Assert.InRange(node.Counters.StrategyChanges, 0, 6));
        var missed = _sent.Where(message => message.Expected.Any(node => node.IsAlive && !Got(node, message.Number))).ToList();
        Assert.True(missed.Count == 0, string.Join(Environment.NewLine, missed.Select(Describe)));
        Assert.All(_network.Nodes, node => Assert.Equal(node.Delivered.Count, node.Delivered.DistinctBy(body => body.Id).Count()));
    }

    private string Describe((VirtualNode Origin, int Number, HashSet<VirtualNode> Expected) message) =>
        $"{message.Number} from {message.Origin.Id}: {message.Expected.Count(node => node.IsAlive && !Got(node, message.Number))} of {message.Expected.Count(node => node.IsAlive)}";

    private static bool Got(VirtualNode node, int number) => node.Delivered.Exists(body => body.Type == $"m{number}");

    private void Turn(HashSet<RoutingStrategy> strategies)
    {
        var joined = _network.Alive.Where(node => node.Has<JoinCompleted>()).ToList();
        var origin = joined[_network.Random.Next(joined.Count)];
        _sent.Add((origin, _sent.Count, [.. joined.Where(node => node != origin)]));
        origin.Do(peer => peer.Broadcast($"m{_sent.Count - 1}", new byte[16], _network.Now));
        _network.RunFor(TimeSpan.FromSeconds(1));
        strategies.UnionWith(_network.Alive.Select(node => node.Peer.Peer.Strategy));
    }

    private void JoinOne()
    {
        var seed = _network.Nodes[0].Contact;
        _network.Add().Do(peer => peer.Join([seed], _network.Now));
    }

    /// <summary>Peer 0 stays: everybody's seed.</summary>
    private void LeaveOne() => _network.Alive.Skip(1).First().IsAlive = false;
}
