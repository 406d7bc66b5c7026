using Akka.Configuration;
using HyperToken.Configuration;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Tests.Configuration;

public sealed class HyperTokenSettingsTests
{
    [Fact]
    public void The_reference_configuration_should_hold_the_defaults_of_the_core() =>
        Assert.Equal(new PeerSettings(), HyperTokenSettings.Create(ConfigurationFactory.Empty).Peer);

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
    [InlineData("hypertoken.strategy = tree", "hypertoken.strategy", "'tree'", "naive, kademlia")]
    [InlineData("hypertoken.strategy = 1", "hypertoken.strategy", "'1'", "naive, kademlia")]
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
