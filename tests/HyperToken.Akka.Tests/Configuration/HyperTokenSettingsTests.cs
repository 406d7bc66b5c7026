using Akka.Configuration;
using HyperToken.Configuration;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Tests.Configuration;

public sealed class HyperTokenSettingsTests
{
    [Fact]
    public void The_reference_configuration_should_hold_the_defaults_of_the_core() =>
        Assert.Equal(
            new PeerSettings { Records = new RecordSettings { AcceptsUnsigned = true } }, HyperTokenSettings.Create(ConfigurationFactory.Empty).Peer);

    [Fact]
    public void A_setting_of_the_user_should_override_the_default()
    {
        var settings = Create("hypertoken { strategy = Naive, kademlia.k = 8, route.timeout = 250 ms, max-frame = 2 MiB }");
        Assert.Equal(RoutingStrategy.Naive, settings.Peer.Strategy);
        Assert.Equal(8, settings.Peer.Kademlia.K);
        Assert.Equal(3, settings.Peer.Kademlia.Alpha);
        Assert.Equal(TimeSpan.FromMilliseconds(250), settings.Peer.RouteTimeout);
        Assert.Equal(2 << 20, settings.MaxFrameBytes);
    }

    [Fact]
    public void Every_number_of_the_tree_plan_should_be_read_from_its_own_setting()
    {
        const string hocon = """
            hypertoken.broadcast.tree {
              fan-out = 8, delegate-sample = 2, offers = 5, min-per-half = 6, min-timeout = 10 ms, max-timeout = 3 s
              unknown-timeout = 400 ms, dial-round-trips = 2.5, offer-first-bytes = 1 KiB, offer-first-silence = 0.25
            }
            """;
        var expected = new TreeSettings
        {
            FanOut = 8,
            DelegateSample = 2,
            Offers = 5,
            MinPerHalf = 6,
            MinTimeout = TimeSpan.FromMilliseconds(10),
            MaxTimeout = TimeSpan.FromSeconds(3),
            UnknownTimeout = TimeSpan.FromMilliseconds(400),
            DialRoundTrips = 2.5,
            OfferFirstBytes = 1024,
            OfferFirstSilence = 0.25,
        };
        Assert.Equal(expected, Create(hocon).Peer.Broadcast.Tree);
    }

    [Fact]
    public void Supernodes_should_have_the_numbers_of_their_preset_but_for_those_given()
    {
        var settings = Create("hypertoken.supernode { preset = quick, max-leaves = 7, min-uptime = 1 m }");
        var quick = SupernodePreset.Quick.Settings;
        Assert.Equal("quick", settings.SupernodePreset);
        Assert.Equal(quick with { MaxLeaves = 7, Minima = quick.Minima with { MinUptime = TimeSpan.FromMinutes(1) } }, settings.Peer.Supernode);
    }

    [Fact]
    public void Every_number_of_supernodes_should_be_read_from_its_own_setting()
    {
        const string hocon = """
            hypertoken.supernode {
              min-score = 0.5, min-uptime = 3 s, min-bandwidth = 4.5, min-connections = 6, evaluation-interval = 7 s, grace-period = 8 s
              heartbeat-interval = 9 s, election-delay = 11 s, max-leaves = 12, max-standby-leaves = 13, supernodes-per-leaf = 14
              mesh-fan-out = 15, min-supernodes = 16, leaves-per-supernode = 17, bandwidth = 18.5, announcement-wait = 19 ms
            }
            """;
        var expected = new SupernodeSettings
        {
            MinScore = 0.5,
            Minima = new SupernodeMinima { MinUptime = TimeSpan.FromSeconds(3), MinBandwidth = 4.5, MinConnections = 6 },
            EvaluationInterval = TimeSpan.FromSeconds(7),
            GracePeriod = TimeSpan.FromSeconds(8),
            HeartbeatInterval = TimeSpan.FromSeconds(9),
            ElectionDelay = TimeSpan.FromSeconds(11),
            MaxLeaves = 12,
            MaxStandbyLeaves = 13,
            SupernodesPerLeaf = 14,
            MeshFanOut = 15,
            MinSupernodes = 16,
            LeavesPerSupernode = 17,
            Bandwidth = 18.5,
            AnnouncementWait = TimeSpan.FromMilliseconds(19),
        };
        Assert.Equal(expected, Create(hocon).Peer.Supernode);
    }

    [Fact]
    public void Every_number_of_the_automatic_strategy_and_of_records_should_be_read_from_its_own_setting()
    {
        const string hocon = """
            hypertoken.auto { supernode-threshold = 20, kademlia-threshold = 30, hysteresis = 0.4, dwell = 5 s, sample-interval = 2 s }
            hypertoken.records { max-records = 6, max-bytes = 7 KiB, max-record = 800 B, max-time-to-live = 9 s, accept-unsigned = off }
            """;
        var peer = Create(hocon).Peer;
        Assert.Equal(
            new AutoSettings
            {
                Thresholds = new StrategyThresholds(20, 30),
                Hysteresis = 0.4,
                Dwell = TimeSpan.FromSeconds(5),
                SampleInterval = TimeSpan.FromSeconds(2),
            },
            peer.Auto);
        Assert.Equal(
            new RecordSettings { MaxRecords = 6, MaxBytes = 7 << 10, MaxRecordBytes = 800, MaxTimeToLive = TimeSpan.FromSeconds(9) }, peer.Records);
    }

    [Theory]
    [InlineData("default", null)]
    [InlineData("Tree", BroadcastPlan.Tree)]
    [InlineData("epidemic", BroadcastPlan.Epidemic)]
    public void The_plan_of_broadcasts_should_be_one_of_those_built(string text, BroadcastPlan? expected) =>
        Assert.Equal(expected, Create($"hypertoken.broadcast.plan = {text}").Peer.Broadcast.Plan);

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    public void A_switch_should_be_on_or_off(string text, bool expected) =>
        Assert.Equal(expected, Create($"hypertoken.broadcast.catch-up = {text}").Peer.Broadcast.CatchUp);

    [Theory]
    [InlineData("hypertoken.kademlia.k = 0", "hypertoken.kademlia.k", "'0'", "from 1 to 255")]
    [InlineData("hypertoken.kademlia.k = many", "hypertoken.kademlia.k", "'many'", "from 1 to 255")]
    [InlineData("hypertoken.strategy = tree", "hypertoken.strategy", "'tree'", "naive, kademlia, supernode, hybrid")]
    [InlineData("hypertoken.strategy = 1", "hypertoken.strategy", "'1'", "naive, kademlia, supernode, hybrid")]
    [InlineData("hypertoken.strategy = mesh", "hypertoken.strategy", "'mesh'", "naive, kademlia, supernode, hybrid, auto")]
    [InlineData("hypertoken.supernode.preset = fast", "hypertoken.supernode.preset", "'fast'", "standard, quick")]
    [InlineData("hypertoken.supernode.min-score = 1.1", "hypertoken.supernode.min-score", "'1.1'", "a number from 0 to 1")]
    [InlineData("hypertoken.supernode.min-uptime = -1 s", "hypertoken.supernode.min-uptime", "'-1 s'", "a duration from 0 ms to 365 d")]
    [InlineData("hypertoken.supernode.heartbeat-interval = 10 ms", "hypertoken.supernode.heartbeat-interval", "'10 ms'", "a duration from 100 ms to 10 m")]
    [InlineData("hypertoken.supernode.supernodes-per-leaf = 0", "hypertoken.supernode.supernodes-per-leaf", "'0'", "a whole number from 1 to 16")]
    [InlineData("hypertoken.auto.kademlia-threshold = 49", "hypertoken.auto.kademlia-threshold", "'49'", "a whole number from 50 to 10000000")]
    [InlineData("hypertoken.auto.hysteresis = -0.1", "hypertoken.auto.hysteresis", "'-0.1'", "a number from 0 to 10")]
    [InlineData("hypertoken.records.max-record = 5 KiB", "hypertoken.records.max-record", "'5 KiB'", "a size from 1 B to 4096 B")]
    [InlineData("hypertoken.records.accept-unsigned = maybe", "hypertoken.records.accept-unsigned", "'maybe'", "on, off")]
    [InlineData("hypertoken.route.timeout = 1 ms", "hypertoken.route.timeout", "'1 ms'", "from 10 ms to 10 m")]
    [InlineData("hypertoken.route.timeout = soon", "hypertoken.route.timeout", "'soon'", "from 10 ms to 10 m")]
    [InlineData("hypertoken.kademlia.query-give-up = 100 ms", "hypertoken.kademlia.query-give-up", "'100 ms'", "from 500 ms")]
    [InlineData("hypertoken.max-frame = 1 KiB", "hypertoken.max-frame", "'1 KiB'", "a size from")]
    [InlineData("hypertoken.broadcast.max-payload = much", "hypertoken.broadcast.max-payload", "'much'", "a size from 1 B")]
    [InlineData("hypertoken.broadcast.repair.window = 0 s", "hypertoken.broadcast.repair.window", "'0 s'", "from 1 s to 12 h")]
    [InlineData("hypertoken.broadcast.repair.window = 130 s", "hypertoken.broadcast.repair.retention", "'240 s'", "from 4")]
    [InlineData("hypertoken.broadcast.plan = naive", "hypertoken.broadcast.plan", "'naive'", "default, tree, epidemic")]
    [InlineData("hypertoken.broadcast.tree.max-timeout = 99 ms", "hypertoken.broadcast.tree.max-timeout", "'99 ms'", "from 100 ms to 1 m")]
    [InlineData("hypertoken.broadcast.tree.dial-round-trips = NaN", "hypertoken.broadcast.tree.dial-round-trips", "'NaN'", "from 0 to 10")]
    [InlineData("hypertoken.broadcast.tree.fan-out = 0", "hypertoken.broadcast.tree.fan-out", "'0'", "from 1 to 255")]
    [InlineData("hypertoken.broadcast.tree.offer-first-silence = 2", "hypertoken.broadcast.tree.offer-first-silence", "'2'", "from 0 to 1")]
    [InlineData("hypertoken.broadcast.catch-up = perhaps", "hypertoken.broadcast.catch-up", "'perhaps'", "on, off")]
    [InlineData("hypertoken.broadcast.repair.max-digest-messages = 1025", "hypertoken.broadcast.repair.max-digest-messages", "'1025'", "from 1 to 1024")]
    [InlineData("hypertoken.broadcast.repair.max-messages = 0", "hypertoken.broadcast.repair.max-messages", "'0'", "from 1 to")]
    public void A_wrong_value_should_be_named_with_its_path_and_what_is_allowed(string hocon, string path, string found, string allowed)
    {
        var error = Assert.Throws<HyperTokenConfigurationException>(() => Create(hocon));
        Assert.Equal(path, error.Path);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    private static HyperTokenSettings Create(string hocon) => HyperTokenSettings.Create(ConfigurationFactory.ParseString(hocon));
}
