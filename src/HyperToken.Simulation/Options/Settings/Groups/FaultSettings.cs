using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Options.Settings.Groups;

/// <summary>What goes wrong.</summary>
internal static class FaultSettings
{
    public static IEnumerable<SimulationSetting> Make(SettingFactory make) =>
    [
        make.Number(
            "crash",
            "P",
            "Share of the peers that crash; nobody is told",
            NumberRange.NotAll,
            o => o.Crash,
            (o, share) => o with { Crash = share }),
        make.Number(
            "crashSupernodes",
            "P",
            "Share of the supernodes that crash, and nobody else; nobody is told",
            NumberRange.NotAll,
            o => o.CrashSupernodes,
            (o, share) => o with { CrashSupernodes = share }),
        make.Form(
            "crashWindow",
            "A..B",
            "When they crash, in ms after the first broadcast; 0..0 is the instant it is sent",
            "A..B in ms, A 0 or later, B not before A",
            o => o.CrashWindow,
            (o, window) => o with { CrashWindow = window },
            WindowText.Read,
            WindowText.Write,
            WindowText.IsAllowed),
        make.Flag(
            "crashBefore",
            "They crash before the maintenance rounds of --settle instead",
            o => o.CrashBefore,
            (o, on) => o with { CrashBefore = on }),
        make.Number(
            "holes",
            "P",
            "Share of entries missing in the ten lowest used buckets of every table once the network is built",
            NumberRange.NotAll,
            o => o.Holes,
            (o, share) => o with { Holes = share }),
        make.FormOrNone(
            "partition",
            "P@START+LENGTH[,oneway]",
            "Cuts a share of the peers off: when, in ms after the first broadcast, and for how many ms; one way: what they send is lost, "
                + "what is sent to them arrives",
            PartitionText.Allowed,
            o => o.Partition,
            (o, partition) => o with { Partition = partition },
            PartitionText.Read,
            PartitionText.Write,
            PartitionText.IsAllowed),
        make.FormOrNone(
            "churn",
            "SESSION[,DOWNTIME[,SHAPE]]",
            "Peers leave without a word and come back with empty tables: mean session and downtime (60) in s, and the Weibull shape of "
                + "sessions (1, exponential)",
            ChurnText.Allowed,
            o => o.Churn,
            (o, churn) => o with { Churn = churn },
            ChurnText.Read,
            ChurnText.Write,
            ChurnText.IsAllowed),
        make.FormOrNone(
            "slow",
            "P@FACTOR",
            "Frames from and to a share of the peers travel so many times longer",
            SlowPeersText.Allowed,
            o => o.SlowPeers,
            (o, slow) => o with { SlowPeers = slow },
            SlowPeersText.Read,
            SlowPeersText.Write,
            SlowPeersText.IsAllowed),
    ];
}
