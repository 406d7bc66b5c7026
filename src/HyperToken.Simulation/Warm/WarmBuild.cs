using HyperToken.Overlay;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Warm;

/// <summary>Starts every peer with a table as the protocol leaves it, and nothing in its caches.</summary>
internal static class WarmBuild
{
    private static readonly Instant Begin = Instant.Zero + TimeSpan.FromMinutes(1);

    public static void Run(SimulationWorld world, ProgressMeter progress, CancellationToken stop)
    {
        world.Loop.StartAt(Begin);
        var now = world.Loop.Now;
        var total = world.Peers.Length;
        var tables = new WarmTables(world, now).Draw(done => progress.Report(SimulationPhase.Building, (double)done / total), stop);
        for (var i = 0; i < total; i++)
        {
            if (tables[i] is not { } table)
                continue;

            world.Peers[i].StartWarm(SinceBefore(world, i, now), now, table);
        }
    }

    /// <summary>When a peer that is there now may have started. Peers that started at the same moment would probe in step for ever.</summary>
    public static Instant SinceBefore(SimulationWorld world, int peer, Instant now)
    {
        var interval = (int)(world.Settings.Kademlia.ProbeInterval.Ticks / TimeSpan.TicksPerMicrosecond);
        return now + TimeSpan.FromMicroseconds(-Draw.Below(Draw.Bits(world.Options.Seed ^ Draw.Salt("age"), (ulong)peer, 0), interval));
    }
}
