using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Supernode;

/// <summary>Whole peers on the supernode strategy, and what has to hold of their roles once nothing goes wrong any more.</summary>
internal sealed class RoleNetwork
{
    private static readonly PeerSettings Settings = new() { Strategy = RoutingStrategy.Supernode, Supernode = SupernodePreset.Quick.Settings };
    private readonly ulong _seed;
    private readonly Dictionary<VirtualNode, int> _halves = [];
    private readonly VirtualNode[] _seeds;

    public RoleNetwork(int peers, ulong seed)
    {
        _seed = seed;
        Network = new VirtualNetwork(Settings, seed) { CanReach = static (_, to) => to.IsAlive };
        var joining = Enumerable.Range(0, peers).Select(_ => Network.Add()).ToArray();
        _seeds = [joining[0], joining[peers / 2]];
        for (var i = 0; i < peers; i++)
        {
            var node = joining[i];
            _halves[node] = i % 2;
            Network.After(i * TimeSpan.FromMilliseconds(200), () => Join(node));
        }
    }

    public VirtualNetwork Network { get; }

    public IEnumerable<VirtualNode> Supernodes => Network.Alive.Where(IsSupernode);

    public IEnumerable<VirtualNode> Leaves => Network.Alive.Where(node => !IsSupernode(node));

    /// <summary>Runs, and looks every second that nobody has two roles at once.</summary>
    public void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Network.RunFor(TimeSpan.FromSeconds(1));
            foreach (var node in Network.Alive)
                CheckRole(node);
        }
    }

    /// <summary>Frames to them vanish: nobody is told.</summary>
    public void Crash(Func<VirtualNode, bool> victim, int share)
    {
        var victims = Network.Alive.Where(victim).ToArray();
        Network.Random.Shuffle(victims.AsSpan());
        foreach (var node in victims.Take(Math.Min(share, Network.Alive.Count() - 2)))
            node.IsAlive = false;
    }

    public void Cut() => Network.CanReach = (from, to) => to.IsAlive && _halves[from] == _halves[to];

    /// <summary>Nothing goes wrong any more. The seeds are there again: two networks that never heard of each other have nothing else in common.</summary>
    public void Heal()
    {
        Network.LossPercent = 0;
        Network.CanReach = static (_, to) => to.IsAlive;
        Restart(_seeds);
    }

    public void Restart() => Restart(Network.Nodes);

    /// <summary>What somebody lacks; null when everybody has a path.</summary>
    public string? Lack()
    {
        var supernodes = Supernodes.ToDictionary(node => node.Id);
        if (supernodes.Count == 0)
            return "There is no supernode.";

        var wanted = Math.Min(Settings.Supernode.SupernodesPerLeaf, supernodes.Count);
        foreach (var leaf in Leaves)
        {
            var role = RoleOf(leaf);
            var attached = role.Supernodes.Count(contact => supernodes.TryGetValue(contact.Id, out var supernode) && Knows(supernode, leaf));
            if (attached < wanted)
                return $"Peer {Network.Nodes.IndexOf(leaf)} ({role.Role}) is attached to {attached} of {supernodes.Count} supernodes and thinks {role.Supernodes.Count} (seed {_seed}).";
            if (!RoleOf(supernodes[role.Primary!.Id]).PrimaryLeaves.Any(contact => contact.Id == leaf.Id))
                return $"Peer {Network.Nodes.IndexOf(leaf)} is no primary leaf of its primary (seed {_seed}).";
        }

        return null;
    }

    public static bool IsSupernode(VirtualNode node) => RoleOf(node).Role == PeerRole.Supernode;

    public static RoleSnapshot RoleOf(VirtualNode node) => node.Peer.Peer.Neighbours.Role!;

    private void Restart(IEnumerable<VirtualNode> nodes)
    {
        foreach (var node in nodes.Where(node => !node.IsAlive).ToArray())
        {
            node.Restart(keepsMemory: false);
            Join(node);
        }
    }

    private void Join(VirtualNode node) =>
        node.Do(peer => peer.Join([.. _seeds.Where(seed => seed != node).Select(seed => seed.Contact)], Network.Now));

    private static bool Knows(VirtualNode supernode, VirtualNode leaf) =>
        RoleOf(supernode).PrimaryLeaves.Concat(RoleOf(supernode).StandbyLeaves).Any(contact => contact.Id == leaf.Id);

    private void CheckRole(VirtualNode node)
    {
        // It has a role once it has been told to join.
        if (node.Peer.Role is not { } component)
            return;

        var role = RoleOf(node);
        var isSupernode = component.Role == PeerRole.Supernode;
        Assert.Equal(component.Role, role.Role);
        Assert.Same(component.Self, node.Peer.Peer.Self);
        Assert.True(component.Score is >= 0 and <= 1);
        if (isSupernode)
            Assert.Equal((ContactMode.Server, null), (component.Self.Mode, role.Primary));
        else
            Assert.Empty(role.PrimaryLeaves.Concat(role.StandbyLeaves));

        // A leaf on its way into the mesh is a server already, and one on its way out still has its table.
        Assert.True(isSupernode || component.Role == PeerRole.Candidate || component.Self.Mode == ContactMode.Leaf, $"{role.Role} in mode {component.Self.Mode} (seed {_seed})");
    }
}
