using Akka.Configuration;
using HyperToken.Configuration;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Tests.Facade;

public sealed class RoutedPeerManagerOptionsTests
{
    private static readonly RoutedPeerManagerOptions AllDefaults = new()
    {
        KademliaConfig = new KademliaConfig(),
        SupernodeConfig = new SupernodeConfig(),
        AutoThresholds = new AutoRoutingThresholds(),
    };

    [Fact]
    public void The_defaults_of_the_options_should_be_those_of_the_configuration_but_for_the_strategy()
    {
        var reference = HyperTokenSettings.Create(ConfigurationFactory.Empty);
        var expected = reference with { Peer = reference.Peer with { Strategy = RoutingStrategy.Auto } };
        Assert.Equal(expected, Of(AllDefaults));
        Assert.Equal(expected, Of(new RoutedPeerManagerOptions()));
    }

    [Theory]
    [InlineData(RoutingStrategy.Naive)]
    [InlineData(RoutingStrategy.Kademlia)]
    [InlineData(RoutingStrategy.Supernode)]
    [InlineData(RoutingStrategy.Hybrid)]
    [InlineData(RoutingStrategy.Auto)]
    public void The_strategy_should_be_that_of_the_options_whatever_the_configuration_says(RoutingStrategy strategy)
    {
        var other = strategy == RoutingStrategy.Naive ? "kademlia" : "naive";
        var settings = Of(new RoutedPeerManagerOptions { RoutingStrategy = strategy }, $"hypertoken.strategy = {other}");
        Assert.Equal(strategy, settings.Peer.Strategy);
    }

    [Fact]
    public void Every_number_of_kademlia_should_reach_its_own_setting()
    {
        var settings = Of(new RoutedPeerManagerOptions
        {
            KademliaConfig = new KademliaConfig
            {
                K = 7,
                Alpha = 2,
                BucketRefreshInterval = TimeSpan.FromMilliseconds(1500.5),
                ReplacementCacheSize = 3,
            },
        });
        var expected = new KademliaSettings(7, 2) { BucketRefresh = TimeSpan.FromMilliseconds(1500.5), ReplacementCacheSize = 3 };
        Assert.Equal(expected, settings.Peer.Kademlia);
    }

    [Fact]
    public void Every_number_of_supernodes_should_reach_its_own_setting()
    {
        var settings = Of(new RoutedPeerManagerOptions
        {
            SupernodeConfig = new SupernodeConfig
            {
                MinUptime = TimeSpan.FromDays(300),
                MinBandwidth = 1234.5,
                MinConnections = 4,
                MaxLeavesPerSupernode = 50,
                TargetSupernodeCount = 2,
                SupernodeGossipFanout = 6,
                EvaluationInterval = TimeSpan.FromSeconds(7),
                MinSupernodeScore = 0.25,
                DemotionGracePeriod = TimeSpan.FromSeconds(8),
            },
        });
        var expected = new SupernodeSettings
        {
            Minima = new SupernodeMinima { MinUptime = TimeSpan.FromDays(300), MinBandwidth = 1234.5, MinConnections = 4 },
            MaxLeaves = 50,
            SupernodesPerLeaf = 2,
            MeshFanOut = 6,
            EvaluationInterval = TimeSpan.FromSeconds(7),
            MinScore = 0.25,
            GracePeriod = TimeSpan.FromSeconds(8),
        };
        Assert.Equal(expected, settings.Peer.Supernode);
    }

    [Fact]
    public void Both_thresholds_should_reach_their_own_setting()
    {
        var options = new RoutedPeerManagerOptions { AutoThresholds = new AutoRoutingThresholds { SupernodeThreshold = 5, KademliaThreshold = 9 } };
        Assert.Equal(new StrategyThresholds(Supernode: 5, Kademlia: 9), Of(options).Peer.Auto.Thresholds);
    }

    [Fact]
    public void A_group_left_out_should_be_that_of_the_configuration_and_a_group_given_should_go_before_it()
    {
        const string hocon = "hypertoken.kademlia.k = 8\nhypertoken.kademlia.alpha = 5\nhypertoken.kademlia.dormant = 9\nhypertoken.auto.kademlia-threshold = 70\nhypertoken.supernode.preset = quick";
        var settings = Of(new RoutedPeerManagerOptions { KademliaConfig = new KademliaConfig { K = 6 } }, hocon).Peer;
        Assert.Equal(new KademliaSettings(6, 3) { DormantSize = 9 }, settings.Kademlia);
        Assert.Equal(70, settings.Auto.Thresholds.Kademlia);
        Assert.Equal(SupernodePreset.Quick.Settings, settings.Supernode);
    }

    public static TheoryData<RoutedPeerManagerOptions, string, string, string> Wrong => new()
    {
        { new() { RoutingStrategy = (RoutingStrategy)9 }, "RoutingStrategy", "'9'", "naive, kademlia, supernode, hybrid, auto" },
        { new() { KademliaConfig = new() { K = 0 } }, "KademliaConfig.K", "'0'", "a whole number from 1 to 255" },
        { new() { KademliaConfig = new() { Alpha = 33 } }, "KademliaConfig.Alpha", "'33'", "a whole number from 1 to 32" },
        {
            new() { KademliaConfig = new() { BucketRefreshInterval = TimeSpan.FromSeconds(-1) } },
            "KademliaConfig.BucketRefreshInterval", "'-1000 ms'", "a duration from 1 s to 7 d"
        },
        {
            new() { KademliaConfig = new() { BucketRefreshInterval = TimeSpan.MaxValue } },
            "KademliaConfig.BucketRefreshInterval", "'922337203685477.5807 ms'", "a duration from 1 s to 7 d"
        },
        { new() { SupernodeConfig = new() { MinBandwidth = double.NaN } }, "SupernodeConfig.MinBandwidth", "'NaN'", "a number from 0 to 1000000000000" },
        {
            new() { SupernodeConfig = new() { MinBandwidth = double.PositiveInfinity } },
            "SupernodeConfig.MinBandwidth", "'Infinity'", "a number from 0 to 1000000000000"
        },
        { new() { SupernodeConfig = new() { MinBandwidth = 1e300 } }, "SupernodeConfig.MinBandwidth", "'1E+300'", "a number from 0 to 1000000000000" },
        { new() { SupernodeConfig = new() { TargetSupernodeCount = 17 } }, "SupernodeConfig.TargetSupernodeCount", "'17'", "a whole number from 1 to 16" },
        { new() { SupernodeConfig = new() { MinSupernodeScore = 1.5 } }, "SupernodeConfig.MinSupernodeScore", "'1.5'", "a number from 0 to 1" },
        {
            new() { AutoThresholds = new() { SupernodeThreshold = 120 } },
            "AutoThresholds.KademliaThreshold", "'100'", "a whole number from 120 to 10000000"
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_option_should_be_refused_by_its_name(RoutedPeerManagerOptions options, string path, string found, string allowed)
    {
        var wrong = Assert.Throws<HyperTokenConfigurationException>(() => Of(options));
        Assert.Equal((path, found, allowed), (wrong.Path, wrong.Found, wrong.Allowed));
        Assert.Equal($"{path} is {found}; allowed: {allowed}.", wrong.Message);
    }

    [Fact]
    public void A_wrong_setting_that_no_option_gives_should_be_refused_by_its_path()
    {
        var wrong = Assert.Throws<HyperTokenConfigurationException>(() => Of(new RoutedPeerManagerOptions(), "hypertoken.kademlia.k = 0"));
        Assert.Equal("hypertoken.kademlia.k", wrong.Path);
    }

    private static HyperTokenSettings Of(RoutedPeerManagerOptions options, string hocon = "") =>
        FacadeSettings.Of(options, ConfigurationFactory.ParseString(hocon));
}
