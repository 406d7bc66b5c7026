using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Node.Up;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Node.Tests;

public sealed class UpSettingsTests
{
    [Fact]
    public void Without_options_the_defaults_of_the_library_should_hold()
    {
        var settings = Read(null);

        Assert.Equal(RoutingStrategy.Kademlia, settings.Peer.Strategy);
        Assert.Equal(20, settings.Peer.Kademlia.K);
        Assert.Equal(3, settings.Peer.Kademlia.Alpha);
        Assert.Equal(20, settings.Peer.Broadcast.FanOut);
        Assert.Equal(10, settings.Peer.Broadcast.TimeToLive);
    }

    [Fact]
    public void A_file_should_win_over_the_defaults()
    {
        var settings = Read("hypertoken { strategy = naive, kademlia.k = 7, broadcast.time-to-live = 4 }");

        Assert.Equal(RoutingStrategy.Naive, settings.Peer.Strategy);
        Assert.Equal(7, settings.Peer.Kademlia.K);
        Assert.Equal(4, settings.Peer.Broadcast.TimeToLive);
    }

    [Fact]
    public void Options_should_win_over_a_file()
    {
        var settings = Read(
            """
            hypertoken.strategy = naive
            hypertoken.kademlia { k = 7, alpha = 9 }
            hypertoken.broadcast { fan-out = 8, time-to-live = 4 }
            """,
            "kademlia",
            5,
            2,
            6);

        Assert.Equal(RoutingStrategy.Kademlia, settings.Peer.Strategy);
        Assert.Equal(5, settings.Peer.Kademlia.K);
        Assert.Equal(2, settings.Peer.Kademlia.Alpha);
        Assert.Equal(5, settings.Peer.Broadcast.FanOut);
        Assert.Equal(6, settings.Peer.Broadcast.TimeToLive);
    }

    [Fact]
    public void A_file_should_not_be_able_to_send_the_log_to_standard_output()
    {
        using var file = new TemporaryFile("akka { loggers = [\"Akka.Event.DefaultLogger\"], stdout-loglevel = DEBUG, loglevel = INFO }");

        var config = UpSettings.Compose(file.Path, null, null, null, null, null);

        Assert.Equal("OFF", config.GetString("akka.stdout-loglevel"));
        Assert.Contains(nameof(StandardErrorLogger), Assert.Single(config.GetStringList("akka.loggers")));
        Assert.Equal("INFO", config.GetString("akka.loglevel"));
    }

    [Fact]
    public void The_example_configuration_should_be_right()
    {
        var config = UpSettings.Compose(RepositoryFile.Find("hocon/peer.conf"), null, null, null, null, null);

        Assert.Equal(128, HyperTokenSettings.Create(config).MaxLinks);
    }

    [Theory]
    [InlineData("hocon/consistency.conf", 32, 16, true)]
    [InlineData("hocon/speed.conf", 8, 10, false)]
    public void The_ends_of_the_trade_off_of_gossip_should_be_right(string path, int fanOut, int timeToLive, bool catchesUp)
    {
        var config = UpSettings.Compose(RepositoryFile.Find(path), null, null, null, null, null);
        var broadcast = HyperTokenSettings.Create(config).Peer.Broadcast;

        Assert.Equal(BroadcastPlan.Epidemic, broadcast.Plan);
        Assert.Equal((fanOut, timeToLive, catchesUp), (broadcast.FanOut, broadcast.TimeToLive, broadcast.CatchUp));
    }

    [Fact]
    public void Links_on_the_command_line_should_win_over_the_file()
    {
        Assert.Equal(LinkKind.Direct, Read(null).Link.Kind);
        Assert.Equal(LinkKind.Pipe, Read("hypertoken.links = pipe").Link.Kind);
        Assert.Equal(LinkKind.Direct, Read("hypertoken.links = pipe", links: "direct").Link.Kind);
    }

    [Theory]
    [InlineData(null, null, "quick")]
    [InlineData(null, "standard", "standard")]
    [InlineData("hypertoken.supernode.preset = standard", null, "standard")]
    [InlineData("hypertoken.supernode.preset = standard", "quick", "quick")]
    public void Roles_should_be_quick_unless_a_file_or_the_command_line_says_otherwise(string? hocon, string? preset, string expected)
    {
        var settings = Read(hocon, strategy: "supernode", preset: preset);
        Assert.Equal(expected, settings.SupernodePreset);
        Assert.Equal(SupernodePreset.Named(expected).Settings, settings.Peer.Supernode);
    }

    private static HyperTokenSettings Read(string? hocon, string? strategy = null, int? k = null, int? alpha = null, int? ttl = null, string? links = null, string? preset = null)
    {
        using var file = hocon is null ? null : new TemporaryFile(hocon);
        return HyperTokenSettings.Create(UpSettings.Compose(file?.Path, strategy, links, k, alpha, ttl, preset));
    }
}
