using HyperToken.Overlay.Strategy;

namespace HyperToken.Simulation.Options.Settings;

/// <summary>Everything a simulation can be told.</summary>
public static class SimulationSettings
{
    /// <summary>All settings, by group.</summary>
    public static IReadOnlyList<SimulationSetting> All { get; } =
    [
        .. Network(new SettingFactory(SettingGroup.Network)),
        .. Broadcasts(new SettingFactory(SettingGroup.Broadcasts)),
        .. Links(new SettingFactory(SettingGroup.Links)),
        .. Faults(new SettingFactory(SettingGroup.Faults)),
        .. Lookups(new SettingFactory(SettingGroup.Lookups)),
        .. Run(new SettingFactory(SettingGroup.Run)),
    ];

    /// <summary>The setting of this name, as in scenario files; null when there is none.</summary>
    public static SimulationSetting? Find(string name) => All.FirstOrDefault(setting => setting.Name == name);

    /// <summary>The options of <c>hypertoken simulate</c> that say the same; what is as by default is left out. Threads are, for they change nothing.</summary>
    public static IReadOnlyList<string> ToArguments(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var defaults = new SimulationOptions { Threads = options.Threads };
        var arguments = new List<string>();
        foreach (var setting in All.Where(setting => setting.Get(options) != setting.Get(defaults)))
        {
            arguments.Add(setting.OptionName);
            if (setting.Kind != SettingKind.Flag)
                arguments.Add(setting.Get(options));
        }

        return arguments;
    }

    private static IEnumerable<SimulationSetting> Network(SettingFactory make) =>
    [
        make.Whole("peers", "How many peers; several make several runs", new(1, SimulationOptions.MaxPeers), o => o.Peers, (o, n) => o with { Peers = (int)n }, isList: true),
        make.Choice(
            "topology",
            "How they organise: naive is a full mesh of up to 5000 peers, kademlia has tables; several, with commas, make several runs",
            o => o.Topology,
            (o, topology) => o with { Topology = topology },
            topology => topology is Topology.Naive or Topology.Kademlia,
            isList: true),
        make.ChoiceOrDefault(
            "build",
            "How the network comes to be: by protocol every peer joins by lookups, warm tables are filled as the protocol leaves them",
            $"protocol up to {SimulationOptions.MaxPeersByProtocol} peers, warm above",
            o => o.Build,
            (o, build) => o with { Build = build }),
        make.Whole("settle", "Maintenance rounds before the broadcasts", new(0, 100), o => o.Settle, (o, n) => o with { Settle = (int)n }),
        make.Whole("k", "Contacts a bucket holds, a lookup ends with, and an epidemic broadcast is forwarded to", new(1, 255), o => o.K, (o, n) => o with { K = (int)n }),
        make.Whole("alpha", "Queries a lookup keeps in flight", new(1, 32), o => o.Alpha, (o, n) => o with { Alpha = (int)n }),
    ];

    private static IEnumerable<SimulationSetting> Broadcasts(SettingFactory make) =>
    [
        make.ChoiceOrDefault(
            "plan",
            "By which rules broadcasts spread",
            "naive on topology naive, epidemic on kademlia",
            o => o.Plan,
            (o, plan) => o with { Plan = plan },
            plan => plan is BroadcastPlan.Naive or BroadcastPlan.Epidemic),
        make.Whole("broadcasts", "How many, each from a random live peer", new(0, 100_000), o => o.Broadcasts, (o, n) => o with { Broadcasts = (int)n }),
        make.Number("rate", "R", "Broadcasts a second", new(0.001, 100_000), o => o.Rate, (o, rate) => o with { Rate = rate }),
        make.Whole("size", "Payload bytes of each", new(0, 1_048_576), o => o.Size, (o, n) => o with { Size = (int)n }),
        make.Whole("ttl", "Hops a broadcast may make", new(1, 255), o => o.TimeToLive, (o, n) => o with { TimeToLive = (int)n }),
    ];

    private static IEnumerable<SimulationSetting> Links(SettingFactory make) =>
    [
        make.Form(
            "latency",
            "MIN..MAX|lognormal:MEDIAN,SIGMA|regions",
            "How long a frame travels, in ms: uniform between two bounds, log-normal, or between five regions of the world",
            LatencyText.Allowed,
            o => o.Latency,
            (o, latency) => o with { Latency = latency },
            LatencyText.Read,
            LatencyText.Write,
            LatencyText.IsAllowed),
        make.Choice(
            "latencyModel",
            "What a drawn latency holds for: a link, with 5 % of jitter a frame either way, or one frame",
            o => o.LatencyScope,
            (o, scope) => o with { LatencyScope = scope }),
        make.Number("loss", "P", "Share of the frames that get lost", NumberRange.NotAll, o => o.Loss, (o, loss) => o with { Loss = loss }),
        make.WholeOrNone(
            "bandwidth",
            "BYTES",
            "What each peer can send, in bytes a second",
            new(1, 1_000_000_000_000),
            o => o.Bandwidth,
            (o, bytes) => o with { Bandwidth = bytes }),
        make.Flag("dialCost", "The first frame to a peer without a link waits 1.5 round trips for the link to open", o => o.DialCost, (o, on) => o with { DialCost = on }),
        make.WholeOrNone("maxLinks", "N", "Links a peer keeps at most", new(8, 65_536), o => o.MaxLinks, (o, n) => o with { MaxLinks = (int?)n }),
    ];

    private static IEnumerable<SimulationSetting> Faults(SettingFactory make) =>
    [
        make.Number("crash", "P", "Share of the peers that crash; nobody is told", NumberRange.NotAll, o => o.Crash, (o, share) => o with { Crash = share }),
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
        make.Flag("crashBefore", "They crash before the maintenance rounds of --settle instead", o => o.CrashBefore, (o, on) => o with { CrashBefore = on }),
        make.Number(
            "holes", "P", "Share of entries missing in the ten lowest used buckets of every table; build warm only", NumberRange.NotAll, o => o.Holes, (o, share) => o with { Holes = share }),
        make.FormOrNone(
            "partition",
            "P@START+LENGTH[,oneway]",
            "Cuts a share of the peers off: when, in ms after the first broadcast, and for how many ms; one way: what they send is lost, what is sent to them arrives",
            PartitionText.Allowed,
            o => o.Partition,
            (o, partition) => o with { Partition = partition },
            PartitionText.Read,
            PartitionText.Write,
            PartitionText.IsAllowed),
        make.FormOrNone(
            "churn",
            "SESSION[,DOWNTIME[,SHAPE]]",
            "Peers leave without a word and come back with empty tables: mean session and downtime (60) in s, and the Weibull shape of sessions (1, exponential)",
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

    private static IEnumerable<SimulationSetting> Lookups(SettingFactory make) =>
    [
        make.Whole("lookups", "Lookups of random ids by random peers, before the broadcasts", new(0, 10_000_000), o => o.Lookups, (o, n) => o with { Lookups = (int)n }),
        make.Number("stale", "P", "Share of table entries that are dead when the lookups are made", NumberRange.NotAll, o => o.Stale, (o, share) => o with { Stale = share }),
    ];

    private static IEnumerable<SimulationSetting> Run(SettingFactory make) =>
    [
        make.Seed("seed", "Decides ids, links, losses and every choice: the same seed gives the same run, event for event, on any machine"),
        make.Whole("threads", "Worker threads; they change the speed, never the run", new(1, 64), o => o.Threads, (o, n) => o with { Threads = (int)n }),
        make.Seconds(
            "duration",
            "How long the network is watched after the first broadcast at most, in s; it ends earlier once nothing of a broadcast is under way",
            new(0.001, NumberRange.Seconds.Max),
            "10 s after the last broadcast",
            o => o.Duration,
            (o, duration) => o with { Duration = duration }),
    ];
}
