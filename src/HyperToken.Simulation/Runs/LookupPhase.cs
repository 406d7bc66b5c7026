using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Runs;

/// <summary>Random lookups of random ids, compared with the truth.</summary>
internal sealed class LookupPhase
{
    private const int PerSecond = 1_000;
    private readonly ClosestPeers _truth;
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
    }

    /// <summary>Lookups that have ended.</summary>
    public long Completed() => Volatile.Read(ref _count);

    /// <summary>Orders the lookups.</summary>
    public static void Order(SimulationWorld world, int lookups)
    {
        var random = new RandomSource(world.Options.Seed ^ Draw.Salt("lookups"));
        var alive = world.Alive.Select(peer => peer.Index).ToArray();
        var at = world.Loop.Now;
        for (var i = 0; i < lookups; i++)
        {
            world.Orders.Add(alive[random.Next(alive.Length)], at, new PeerCommand.FindNode(PeerId.Random(random)));
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

    /// <summary>What was measured.</summary>
    public LookupFigures? Figures() => _count == 0
        ? null
        : new LookupFigures(
            (int)_count,
            (double)_queries / _count,
            (double)_rounds / _count,
            (double)_nearestFound / _count,
            _sought == 0 ? 1 : (double)_found / _sought);
}
