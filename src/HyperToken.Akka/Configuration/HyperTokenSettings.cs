using Akka.Configuration;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Configuration;

/// <summary>Everything below <c>hypertoken</c> in the configuration, read and checked.</summary>
public sealed record HyperTokenSettings
{
    /// <summary>The configuration path of the dispatcher that peers run on.</summary>
    public const string Dispatcher = "hypertoken.dispatcher";

    private const string Root = "hypertoken";

    /// <summary>What the protocol of a peer runs on.</summary>
    public required PeerSettings Peer { get; init; }

    /// <summary>The name of the preset that <see cref="PeerSettings.Supernode"/> begins from (<c>hypertoken.supernode.preset</c>).</summary>
    public required string SupernodePreset { get; init; }

    /// <summary>
    /// Links a peer keeps open at most, 8 to 10,000, those between leaves and their supernodes not counted (<c>hypertoken.max-links</c>).
    /// </summary>
    public required int MaxLinks { get; init; }

    /// <summary>Longer frames cost the sender its link, in bytes (<c>hypertoken.max-frame</c>).</summary>
    public required int MaxFrameBytes { get; init; }

    /// <summary>What a link may hold and how long it may take.</summary>
    public required LinkSettings Link { get; init; }

    /// <summary>When a publisher has to wait, and when the peer is busy (<c>hypertoken.publish</c>).</summary>
    public required PublishSettings Publish { get; init; }

    /// <summary>How long a call of the application waits for its peer's actor (<c>hypertoken.ask-timeout</c>).</summary>
    public required TimeSpan AskTimeout { get; init; }

    /// <summary>The defaults, as they stand in <c>reference.conf</c>.</summary>
    public static Config DefaultConfig { get; } =
        ConfigurationFactory.FromResource<HyperTokenSettings>("HyperToken.reference.conf");

    /// <summary>Reads settings; what the configuration leaves out has its default.</summary>
    /// <param name="config">A configuration with or without a section <c>hypertoken</c>.</param>
    /// <exception cref="HyperTokenConfigurationException">A value is not allowed.</exception>
    public static HyperTokenSettings Create(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var reader = new SettingsReader(config.WithFallback(DefaultConfig), Root);
        var broadcast = ReadBroadcast(reader.Section("broadcast"));
        var (preset, supernode) = SupernodeSection.Read(reader.Section("supernode"));
        return new HyperTokenSettings
        {
            MaxLinks = reader.Int("max-links", 8, 10_000),
            MaxFrameBytes = reader.Size("max-frame", Math.Max(64 << 10, broadcast.MaxPayloadBytes + 1024), 64 << 20),
            Link = LinkSettings.Read(reader),
            Publish = ReadPublish(reader.Section("publish")),
            AskTimeout = reader.Duration("ask-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            SupernodePreset = preset,
            Peer = ReadPeer(reader, broadcast) with { Supernode = supernode },
        };
    }

    private static PeerSettings ReadPeer(SettingsReader reader, BroadcastSettings broadcast)
    {
        var maintenance = reader.Section("maintenance");
        var route = reader.Section("route");
        return new PeerSettings
        {
            Strategy = reader.Choice("strategy", Enum.GetValues<RoutingStrategy>()),
            Kademlia = ReadKademlia(reader.Section("kademlia")),
            Broadcast = broadcast,
            Auto = ReadAuto(reader.Section("auto")),
            Records = ReadRecords(reader.Section("records")),
            MaintenanceInterval = maintenance.Duration("interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
            RejoinInterval = maintenance.Duration("rejoin-interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
            RefreshParallelism = maintenance.Int("parallelism", 1, 64),
            SeenFlushInterval = maintenance.Duration("seen-flush-interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            RouteTimeout = route.Duration("timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10)),
            RouteTimeToLive = route.Int("time-to-live", 1, 255),
            MaxRoutes = route.Int("max-routes", 1, 1_000_000),
            MaxNaiveLinks = reader.Section("naive").Int("max-links", 1, 10_000),
        };
    }

    private static AutoSettings ReadAuto(SettingsReader reader)
    {
        var supernode = reader.Int("supernode-threshold", 2, 10_000_000);
        return new AutoSettings
        {
            Thresholds = new StrategyThresholds(supernode, reader.Int("kademlia-threshold", supernode, 10_000_000)),
            Hysteresis = reader.Number("hysteresis", 0, 10),
            Dwell = reader.Duration("dwell", TimeSpan.Zero, TimeSpan.FromDays(1)),
            SampleInterval = reader.Duration("sample-interval", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
        };
    }

    private static RecordSettings ReadRecords(SettingsReader reader) => new()
    {
        MaxRecords = reader.Int("max-records", 1, 10_000_000),
        MaxBytes = reader.Size("max-bytes", 1, int.MaxValue),
        MaxRecordBytes = reader.Size("max-record", 1, SignedRecord.MaxLength),
        MaxTimeToLive = reader.Duration("max-time-to-live", TimeSpan.FromSeconds(1), SignedRecord.MaxTimeToLive),
        AcceptsUnsigned = reader.Flag("accept-unsigned"),
    };

    private static KademliaSettings ReadKademlia(SettingsReader reader)
    {
        var k = reader.Int("k", 1, 255);
        var queryTimeout = reader.Duration("query-timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        return new KademliaSettings(k, reader.Int("alpha", 1, 32))
        {
            ReplacementCacheSize = reader.Int("replacement-cache", 0, 255),
            DormantSize = reader.Int("dormant", 0, 1000),
            MaxFailures = reader.Int("max-failures", 1, 255),
            QueryTimeout = queryTimeout,
            QueryGiveUp = reader.Duration("query-give-up", queryTimeout, TimeSpan.FromMinutes(5)),
            MaxQueries = reader.Int("max-queries", k, 100_000),
            PingTimeout = reader.Duration("ping-timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5)),
            MaxPings = reader.Int("max-pings", 1, 10_000),
            FreshFor = reader.Duration("fresh-for", TimeSpan.Zero, TimeSpan.FromDays(1)),
            ProbeInterval = reader.Duration("probe-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
            BucketRefresh = reader.Duration("bucket-refresh", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            SnapshotInterval = reader.Duration("snapshot-interval", TimeSpan.Zero, TimeSpan.FromSeconds(10)),
        };
    }

    private static BroadcastSettings ReadBroadcast(SettingsReader reader) => new()
    {
        Plan = reader.ChoiceOrDefault("plan", BroadcastPlan.Tree, BroadcastPlan.Epidemic),
        Tree = ReadTree(reader.Section("tree")),
        FanOut = reader.Int("fan-out", 1, 255),
        TimeToLive = reader.Int("time-to-live", 1, 255),
        SeenWindow = reader.Duration("seen-window", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        SeenCapacity = reader.Int("seen-capacity", 1, 100_000_000),
        MaxPayloadBytes = reader.Size("max-payload", 1, 63 << 20),
        CatchUp = reader.Flag("catch-up"),
        Repair = ReadRepair(reader.Section("repair")),
    };

    private static TreeSettings ReadTree(SettingsReader reader)
    {
        var minTimeout = reader.Duration("min-timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        return new TreeSettings
        {
            FanOut = reader.Int("fan-out", 1, 255),
            DelegateSample = reader.Int("delegate-sample", 1, 255),
            Offers = reader.Int("offers", 1, 255),
            MinPerHalf = reader.Int("min-per-half", 1, 255),
            MinTimeout = minTimeout,
            MaxTimeout = reader.Duration("max-timeout", minTimeout, TimeSpan.FromMinutes(1)),
            UnknownTimeout = reader.Duration("unknown-timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            DialRoundTrips = reader.Number("dial-round-trips", 0, 10),
            OfferFirstBytes = reader.Size("offer-first-bytes", 0, int.MaxValue),
            OfferFirstSilence = reader.Number("offer-first-silence", 0, 1),
        };
    }

    private static RepairSettings ReadRepair(SettingsReader reader)
    {
        var window = reader.Duration("window", TimeSpan.FromSeconds(1), TimeSpan.FromHours(12));
        return new RepairSettings
        {
            Window = window,
            MaxMessages = reader.Int("max-messages", 1, 10_000_000),
            MaxBytes = reader.Size("max-bytes", 1, int.MaxValue),
            Retention = reader.Duration("retention", 2 * window, TimeSpan.FromDays(1)),
            MaxStreams = reader.Int("max-streams", 1, 10_000_000),
            MaxStreamGaps = reader.Int("max-stream-gaps", 1, 1_000_000),
            MaxGaps = reader.Int("max-gaps", 1, 10_000_000),
            ActiveFor = reader.Duration("active-for", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            DigestInterval = reader.Duration("digest-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
            DigestAge = reader.Duration("digest-age", TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            MaxLatestMessages = reader.Int("max-latest-messages", 1, FrameCodec.MaxStreams),
            WindowInterval = reader.Duration("window-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            ReturnInterval = reader.Duration("return-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            MaxDigestMessages = reader.Int("max-digest-messages", 1, FrameCodec.MaxStreams),
            MaxFetchMessages = reader.Int("max-fetch-messages", 1, FrameCodec.MaxRanges),
            FetchTimeout = reader.Duration("fetch-timeout", TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
            MaxFetches = reader.Int("max-fetches", 1, 1_000_000),
            MaxServed = reader.Int("max-served", 1, 10_000_000),
            MaxServedBytes = reader.Size("max-served-bytes", 1, int.MaxValue),
            MaxServedTotal = reader.Int("max-served-total", 1, 10_000_000),
            MaxServedTotalBytes = reader.Size("max-served-total-bytes", 1, int.MaxValue),
        };
    }

    private static PublishSettings ReadPublish(SettingsReader reader) => new()
    {
        MaxWaiting = reader.Int("max-waiting", 0, 1_000_000),
        MaxWait = reader.Duration("max-wait", TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
        MaxUnacknowledged = reader.Int("max-unacknowledged", 1, 1_000_000),
    };
}
