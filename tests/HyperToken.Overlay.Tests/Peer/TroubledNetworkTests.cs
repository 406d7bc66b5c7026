using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

/// <summary>Whole networks whose frames get lost, whose peers crash without a word, and which are cut in two.</summary>
public sealed class TroubledNetworkTests
{
    private static readonly TimeSpan JoinEvery = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void Every_live_peer_should_be_found_though_frames_get_lost_and_others_have_crashed()
    {
        var network = new VirtualNetwork { LossPercent = 10 };
        network.JoinAll(70, JoinEvery);
        Crash(network, every: 5);
        network.RunFor(TimeSpan.FromMinutes(1));

        // A lost question or answer makes a contact look dead to this one lookup: of ten, two do. A repeated lookup finds it.
        var missing = network.Alive.ToHashSet();
        for (var attempt = 1; attempt <= 6 && missing.Count > 0; attempt++)
        {
            var found = LookUpAll(network, missing, seed: (ulong)attempt);
            missing.ExceptWith(found);
        }

        Assert.Empty(missing);

        // Without further loss everything is exact at once.
        network.LossPercent = 0;
        network.RunFor(TimeSpan.FromMinutes(2));
        AssertExact(network);
    }

    [Fact]
    public void The_dead_should_leave_every_table_though_they_refuse_nothing()
    {
        var network = new VirtualNetwork();
        network.JoinAll(50, JoinEvery);
        Crash(network, every: 3);
        var span = network.RunUntilSettled(() => network.Alive.All(node => Members(network, node).All(member => member.IsAlive)));
        Assert.InRange(span, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15));
        AssertExact(network);
    }

    [Fact]
    public void Two_halves_that_were_cut_apart_should_become_one_network_again()
    {
        var network = new VirtualNetwork();
        network.JoinAll(50, JoinEvery);
        var half = network.Nodes.Where((_, index) => index % 2 == 0).ToHashSet();
        network.CanReach = (from, to) => half.Contains(from) == half.Contains(to);
        network.RunUntilSettled(() => network.Nodes.All(node =>
            Members(network, node).All(member => half.Contains(member) == half.Contains(node))));

        network.CanReach = static (_, _) => true;
        var span = network.RunUntilSettled(() => network.Nodes.All(node => KnowsItsNeighbours(network, node)));
        Assert.InRange(span, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        AssertExact(network);
    }

    [Fact]
    public void A_peer_whose_seed_is_not_there_yet_should_join_when_it_comes()
    {
        var network = new VirtualNetwork();
        var (seed, late) = (network.Add(), network.Add());
        seed.IsAlive = false;
        late.Do(peer => peer.Join([seed.Contact], network.Now));
        network.RunFor(TimeSpan.FromSeconds(3));
        Assert.False(late.Has<JoinCompleted>());

        seed.IsAlive = true;
        seed.Do(peer => peer.Join([], network.Now));
        network.RunUntil(late.Has<JoinCompleted>);
        Assert.Equal([seed.Id], network.Lookup(late, seed.Id));
    }

    private static List<VirtualNode> Members(VirtualNetwork network, VirtualNode node) =>
        Tables.All(node.Peer.Peer.Neighbours.Table).Select(entry => network.Find(entry.Contact.Id)).ToList();

    private static bool KnowsItsNeighbours(VirtualNetwork network, VirtualNode node) =>
        network.TrueClosest(node, node.Id, 20).All(id => node.Peer.Peer.Neighbours.Table.Trusts(id));

    /// <summary>Frames to them vanish: nobody is told.</summary>
    private static void Crash(VirtualNetwork network, int every)
    {
        foreach (var node in network.Nodes.Where((_, index) => index % every == 0))
            node.IsAlive = false;

        network.CanReach = static (_, to) => to.IsAlive;
    }

    /// <summary>Looks each target up from another peer, all at the same time.</summary>
    private static List<VirtualNode> LookUpAll(VirtualNetwork network, IEnumerable<VirtualNode> targets, ulong seed)
    {
        var random = new RandomSource(seed);
        var askers = network.Alive.ToArray();
        random.Shuffle<VirtualNode>(askers);
        var pairs = targets.Zip(askers).Where(pair => pair.First != pair.Second).ToList();
        foreach (var (target, asker) in pairs)
        {
            asker.Forget();
            asker.Do(peer => peer.FindNode(target.Id, network.Now));
        }

        foreach (var (_, asker) in pairs)
            network.RunUntil(asker.Has<LookupCompleted>);

        return pairs.Where(pair => pair.Second.Last<LookupCompleted>().Result.Found).Select(pair => pair.First).ToList();
    }

    private static void AssertExact(VirtualNetwork network)
    {
        var random = new RandomSource(5);
        var alive = network.Alive.ToArray();
        foreach (var target in alive)
        {
            var asker = alive[random.Next(alive.Length)];
            Assert.Equal(network.TrueClosest(asker, target.Id, 20), network.Lookup(asker, target.Id));
        }
    }
}
