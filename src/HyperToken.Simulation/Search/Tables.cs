using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Search;

/// <summary>What holds of the tables after the faults are over and maintenance has gone round twice.</summary>
internal static class Tables
{
    private const double NearestFound = 0.99;

    public static void Check(SimulationWorld world, PayloadLedger ledger, Findings findings)
    {
        var alive = world.Alive.ToArray();
        var isolated = alive.Where(peer => alive.Length > 1 && peer.Local!.Peer.Neighbours.Table.Count == 0 && KnewSomebody(world, ledger, peer)).ToArray();
        findings.Require(isolated.Length == 0, "nobody is left alone", $"{isolated.Length} of {alive.Length} peers have an empty table: {Findings.Names(isolated)}");

        var figures = world.Lookups?.Figures();
        findings.Require(
            figures is not null && figures.ClosestFoundRate >= NearestFound,
            "lookups find the nearest live peer in 99 % of cases",
            $"{figures?.ClosestFoundRate:0.###} of {figures?.Count ?? 0}, recall {figures?.Recall:0.###}");
    }

    /// <summary>A peer all of whose seeds are down for good cannot join, whatever the protocol does.</summary>
    private static bool KnewSomebody(SimulationWorld world, PayloadLedger ledger, SimulatedPeer peer) =>
        ledger.SeedsOf(peer.Index) is { Count: 0 } || ledger.SeedsOf(peer.Index).Any(seed => world.Peers[world.Directory.IndexOf(seed.Id)].IsUp);
}
