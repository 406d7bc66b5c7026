using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options.Settings;
using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options;

/// <summary>Refuses options that cannot be simulated, before anything is built.</summary>
public static class SimulationOptionsValidator
{
    /// <summary>The largest full mesh, in peers: its links and its frames grow with the square of the peers.</summary>
    public const int MaxPeersInFullMesh = 5_000;

    /// <summary>Checks every option by itself, then those that have to go together.</summary>
    /// <exception cref="SimulationOptionsException">
    /// An option is out of its range, does not go with another, or asks for what is not built.
    /// </exception>
    public static void Check(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var setting in SimulationSettings.All)
            setting.Check(options);

        CheckPlan(options);
        CheckSize(options);
        CheckFaults(options);
        CheckDuration(options);
    }

    private static void CheckPlan(SimulationOptions options)
    {
        if (!Topologies.HasRoles(options.Topology) && options.EffectivePlan == BroadcastPlan.Supernode)
        {
            throw new SimulationOptionsException(
                "plan",
                $"supernode needs leaves and supernodes, which topology {EnumText.Write(options.Topology)} has not",
                $"{EnumText.Write(new SimulationOptions { Topology = options.Topology }.EffectivePlan)} with this topology");
        }

        if (options.Topology == Topology.Naive && options.EffectivePlan != BroadcastPlan.Naive)
        {
            throw new SimulationOptionsException(
                "plan",
                $"{EnumText.Write(options.EffectivePlan)} chooses among table entries, which topology naive does not follow",
                "naive with this topology");
        }

        if (Topologies.HasRoles(options.Topology) && options.EffectivePlan != BroadcastPlan.Supernode)
        {
            throw new SimulationOptionsException(
                "plan",
                $"{EnumText.Write(options.EffectivePlan)} knows no leaves, which topology {EnumText.Write(options.Topology)} has",
                "supernode with this topology");
        }

        if (Topologies.HasRoles(options.Topology) && options.EffectiveBuild == NetworkBuild.Warm)
        {
            throw new SimulationOptionsException(
                "build", $"warm tables have no roles, which topology {EnumText.Write(options.Topology)} has", "protocol with this topology");
        }

        if (options.Topology == Topology.Kademlia && options.EffectivePlan == BroadcastPlan.Naive)
        {
            throw new SimulationOptionsException(
                "plan", "naive needs the links of a full mesh, which topology kademlia has not", "tree or epidemic with this topology");
        }
    }

    private static void CheckSize(SimulationOptions options)
    {
        if (options.Topology == Topology.Naive && options.Peers > MaxPeersInFullMesh)
        {
            throw new SimulationOptionsException(
                "peers",
                $"is '{options.Peers}' with topology naive, a full mesh of {(long)options.Peers * (options.Peers - 1) / 2} links",
                $"1 to {MaxPeersInFullMesh} with this topology");
        }

        if ((long)options.Peers * options.Broadcasts > Array.MaxLength)
        {
            throw new SimulationOptionsException(
                "broadcasts",
                $"is '{options.Broadcasts}' among {options.Peers} peers, {(long)options.Peers * options.Broadcasts} deliveries to keep",
                $"0 to {Array.MaxLength / options.Peers} among so many");
        }
    }

    private static void CheckDuration(SimulationOptions options)
    {
        if (options is { EffectiveCrash: > 0, CrashBefore: false, Duration: { } duration } && duration < options.CrashWindow.To)
        {
            throw new SimulationOptionsException(
                "duration",
                FormattableString.Invariant($"is '{duration.TotalSeconds}', and peers crash until {options.CrashWindow.To.TotalSeconds} s after the first broadcast"),
                "as long as crashWindow, or longer");
        }
    }

    private static void CheckFaults(SimulationOptions options)
    {
        if (options.CrashBefore && options.CrashWindow != new TimeWindow(TimeSpan.Zero, TimeSpan.Zero))
        {
            throw new SimulationOptionsException("crashWindow", "is after the first broadcast, and crashBefore before it", "one of the two");
        }

        if (options is { Crash: > 0, CrashSupernodes: > 0 })
            throw new SimulationOptionsException("crashSupernodes", "crashes supernodes only, and crash any peers", "one of the two");

        if (options.CrashSupernodes > 0 && !Topologies.HasRoles(options.Topology))
        {
            throw new SimulationOptionsException(
                "crashSupernodes",
                $"needs supernodes, which topology {EnumText.Write(options.Topology)} has not",
                "0 with this topology");
        }
    }
}
