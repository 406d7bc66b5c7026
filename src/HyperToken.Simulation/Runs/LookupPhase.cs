using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Records;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Runs;

/// <summary>Random lookups of random ids, or searches for random leaves, compared with the truth.</summary>
internal sealed class LookupPhase
{
    private const int PerSecond = 1_000;
    private readonly ClosestPeers _truth;
    private readonly Dictionary<PeerId, PeerId[]> _supernodesOf = [];
    private readonly int _k;
    private readonly Lock _sums = new();
    private long _count;
    private long _queries;
    private long _rounds;
    private long _nearestFound;
    private long _found;
    private long _sought;

    public LookupPhase(SimulationWorld world)
    {
        _k = world.Options.K;
        _truth = new ClosestPeers(world.Alive.Select(peer => peer.Contact.Id));
        if (!FindsLeaves(world))
            return;

        foreach (var leaf in world.Alive.Where(peer => peer.IsLeaf))
            _supernodesOf.Add(leaf.Contact.Id, [.. leaf.Local!.Peer.Neighbours.Role!.Supernodes.Select(supernode => supernode.Id)]);
    }

    /// <summary>Lookups that have ended.</summary>
    public long Completed() => Volatile.Read(ref _count);

    /// <summary>Orders the lookups.</summary>
    public static void Order(SimulationWorld world, int lookups)
    {
        var random = new RandomSource(world.Options.Seed ^ Draw.Salt("lookups"));
        var alive = world.Alive.Select(peer => peer.Index).ToArray();
        var at = world.Loop.Now;
        var leaves = FindsLeaves(world) ? world.Alive.Where(peer => peer.IsLeaf).Select(peer => peer.Contact.Id).ToArray() : [];
        for (var i = 0; i < lookups; i++)
        {
            PeerCommand command = leaves.Length > 0
                ? new PeerCommand.Locate(leaves[random.Next(leaves.Length)])
                : new PeerCommand.FindNode(PeerId.Random(random));
            world.Orders.Add(alive[random.Next(alive.Length)], at, command);
            at += TimeSpan.FromMicroseconds(1_000_000 / PerSecond);
        }
    }

    /// <summary>Takes a result; any worker may call this, and sums do not depend on the order.</summary>
    public void Completed(SimulatedPeer asker, LookupResult result)
    {
        var truth = _truth.Of(result.Target, _k, asker.Contact.Id);
        var found = result.Closest.Select(contact => contact.Id).ToHashSet();
        lock (_sums)
        {
            _count++;
            _queries += result.Queries;
            _rounds += result.Rounds;
            _sought += truth.Length;
            _found += truth.Count(found.Contains);
            _nearestFound += truth.Length == 0 || found.Contains(truth[0]) ? 1 : 0;
        }
    }

    /// <summary>The same of a search for a leaf; the truth is to whom it was attached when the searches began.</summary>
    public void Completed(LocateResult result)
    {
        var truth = _supernodesOf[result.Leaf];
        var found = result.Supernodes.Count(supernode => truth.Contains(supernode.Id));
        lock (_sums)
        {
            _count++;
            _queries += result.Queries;
            _rounds += result.Rounds;
            _sought += truth.Length;
            _found += found;
            _nearestFound += found > 0 ? 1 : 0;
        }
    }

    /// <summary>What was measured.</summary>
    public LookupFigures? Figures() => _count == 0
        ? null
        : new LookupFigures(
            (int)_count,
            (double)_queries / _count,
            (double)_rounds / _count,
            (double)_nearestFound / _count,
            _sought == 0 ? 1 : (double)_found / _sought);

    private static bool FindsLeaves(SimulationWorld world) => world.Options.Topology == Topology.Hybrid;
}
