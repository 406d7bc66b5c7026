using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Runs;

/// <summary>
/// Builds a network as a real one grows: peer after peer joins through the first one, 8 a second and later 3 % of the
/// network a second, and fills its table by lookups.
/// </summary>
internal static class ProtocolBuild
{
    private const long SlowestGapMicros = 125_000;
    private const int GrowthPercent = 3;

    /// <summary>Orders every peer to join.</summary>
    public static void Order(SimulationWorld world)
    {
        var at = world.Loop.Now;
        for (var i = 0; i < world.Peers.Length; i++)
        {
            world.Orders.Add(i, at, new PeerCommand.Join(i == 0 ? [] : [world.Contacts[0]]));
            at += TimeSpan.FromMicroseconds(Math.Min(SlowestGapMicros, 100 * 1_000_000L / GrowthPercent / (i + 1)));
        }
    }
}
