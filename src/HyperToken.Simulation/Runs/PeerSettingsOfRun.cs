using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Supernode;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Runs;

/// <summary>What every peer of a run is told: the settings of a live peer, and what the run's options say otherwise.</summary>
internal static class PeerSettingsOfRun
{
    public static PeerSettings Of(SimulationOptions options)
    {
        var settings = new PeerSettings();
        var isMesh = options.Topology == Topology.Naive;
        return settings with
        {
            Strategy = Topologies.StrategyOf(options.Topology),
            Supernode = SupernodePreset.Quick.Settings,
            Kademlia = settings.Kademlia with { K = options.K, Alpha = options.Alpha },
            Broadcast = settings.Broadcast with
            {
                Plan = options.EffectivePlan,
                FanOut = options.EffectiveFanOut,
                TimeToLive = options.TimeToLive,
                // Nobody is slow to answer because its machine is busy: what a live peer has to allow for.
                Tree = settings.Broadcast.Tree with
                {
                    MinTimeout = TimeSpan.FromMilliseconds(20),
                    DialRoundTrips = options.DialCost ? settings.Broadcast.Tree.DialRoundTrips : 0,
                },
            },
            // Simulated peers have no keys.
            Records = settings.Records with { AcceptsUnsigned = true },
            MaxNaiveLinks = isMesh ? Math.Max(settings.MaxNaiveLinks, options.Peers) : settings.MaxNaiveLinks,
        };
    }
}
