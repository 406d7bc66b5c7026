using HyperToken.Overlay;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Search;

/// <summary>
/// What holds of broadcasts once repair has had its time: who was up from a broadcast's first moment on has it, unless nobody is
/// left that could give it, or the two were cut off from each other for longer than messages are kept.
/// </summary>
internal static class Reached
{
    /// <summary>Before a message is forgotten, two halves of a healed partition need this long to meet again and to compare.</summary>
    private static readonly TimeSpan TimeToMeet = TimeSpan.FromMinutes(1);

    /// <param name="world">The network, at rest.</param>
    /// <param name="healed">When its partition has healed; the start of time if it had none.</param>
    /// <param name="findings">Takes what was not kept.</param>
    public static void Check(SimulationWorld world, Instant healed, Findings findings)
    {
        var log = world.Deliveries!;
        var alive = world.Alive.ToArray();
        long should = 0, missed = 0;
        var without = new HashSet<Peers.SimulatedPeer>();
        for (var number = 0; number < world.Options.Broadcasts; number++)
        {
            if (!log.IsPublished(number) || !IsHeld(world, alive, number))
                continue;

            foreach (var peer in alive)
            {
                var (origin, publishedAt) = (log.OriginOf(number), log.PublishedAt(number));
                if (origin == peer.Index || peer.UpSince > publishedAt || WasCutOffTooLong(world, origin, peer.Index, publishedAt, healed))
                    continue;

                should++;
                if (log.Micros(peer.Index, number) == 0)
                {
                    missed++;
                    without.Add(peer);
                }
            }
        }

        findings.Require(missed == 0, "everybody has every message in the end", $"{missed} of {should} missed, by peers {Findings.Names(without)}");
    }

    /// <summary>Whether anybody who lives has the message: its origin, if it has not started anew since, or whoever got it.</summary>
    private static bool IsHeld(SimulationWorld world, Peers.SimulatedPeer[] alive, int number)
    {
        var log = world.Deliveries!;
        var origin = world.Peers[log.OriginOf(number)];
        return (origin.IsUp && origin.UpSince <= log.PublishedAt(number)) || alive.Any(peer => log.Micros(peer.Index, number) != 0);
    }

    private static bool WasCutOffTooLong(SimulationWorld world, int origin, int peer, Instant publishedAt, Instant healed) =>
        publishedAt < healed
        && healed > publishedAt + world.Settings.Broadcast.Repair.Window + -TimeToMeet
        && world.Links.Partition?.Parts(origin, peer) == true;
}
