using HyperToken.Metrics;

namespace HyperToken.Tests.Metrics;

public sealed class PeerMetricsTests : LiveTestKit
{
    [Fact]
    public async Task Every_instrument_tells_of_the_peer_what_its_report_says()
    {
        var peers = await StartNetworkAsync(4);
        await peers[0].BroadcastAsync("note", new byte[10]);
        using var metrics = await PeerMetrics.StartAsync(peers[0]);
        using var observer = new Observer(peers[0]);

        var seen = observer.Observe();

        double Of(string name, string tags = "") => Assert.Single(seen, each => each.Name == name && each.Tags == tags).Value;
        Assert.All(CounterInstrument.All, counter => Assert.Equal("ObservableCounter", Assert.Single(seen, each => each.Name == counter.Name).Kind));
        Assert.Equal(1, Of("hypertoken.broadcast.published"));
        Assert.Equal(3, Of("hypertoken.table.contacts"));
        Assert.Equal(0, Of("hypertoken.table.suspects"));
        Assert.Equal(4, Of("hypertoken.network.peers"));
        Assert.Equal((await peers[0].InspectAsync()).Links.Count, Of("hypertoken.link.open"));
        Assert.True(Of("hypertoken.link.io", "network.io.direction=transmit") > Of("hypertoken.link.frames", "network.io.direction=transmit"));
        Assert.True(Of("hypertoken.link.frames", "network.io.direction=receive") > 0);
        Assert.Equal(0, Of("hypertoken.frame.errors", "error.type=malformed"));
        Assert.Equal((1, 0), (Of("hypertoken.strategy.current", "hypertoken.strategy=kademlia"), Of("hypertoken.strategy.current", "hypertoken.strategy=hybrid")));
        Assert.True(Of("hypertoken.peer.uptime") > 0);
        Assert.DoesNotContain(seen, each => each.Name.StartsWith("hypertoken.role.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_figure_is_that_of_the_moment_once_the_peer_was_asked()
    {
        var peer = await StartPeerAsync(0);
        await peer.JoinAsync();
        using var metrics = await PeerMetrics.StartAsync(peer);
        using var observer = new Observer(peer);
        await peer.BroadcastAsync("note", new byte[1]);
        await peer.BroadcastAsync("note", new byte[1]);

        await metrics.RefreshAsync();

        Assert.Equal(2, Published(observer));
    }

    [Fact]
    public async Task Who_only_observes_sees_it_in_time()
    {
        var peer = await StartPeerAsync(0);
        await peer.JoinAsync();
        using var metrics = await PeerMetrics.StartAsync(peer);
        using var observer = new Observer(peer);
        await peer.BroadcastAsync("note", new byte[1]);

        await AwaitAssertAsync(() => Assert.Equal(1, Published(observer)), Patience);
    }

    [Fact]
    public async Task A_peer_measured_twice_is_told_once_and_one_measured_no_more_not_at_all()
    {
        var peer = await StartPeerAsync(0);
        using var observer = new Observer(peer);
        var first = await PeerMetrics.StartAsync(peer);
        var second = await PeerMetrics.StartAsync(peer);

        Assert.Single(observer.Observe(), each => each.Name == "hypertoken.link.open");
        first.Dispose();
        Assert.Single(observer.Observe(), each => each.Name == "hypertoken.link.open");
        second.Dispose();
        Assert.Empty(observer.Observe());
    }

    [Fact]
    public async Task A_peer_that_has_stopped_has_no_figures()
    {
        var peer = await StartPeerAsync(0);
        using var metrics = await PeerMetrics.StartAsync(peer);
        using var observer = new Observer(peer);
        Assert.NotEmpty(observer.Observe());
        await peer.KillAsync();

        await metrics.RefreshAsync();

        Assert.Empty(observer.Observe());
    }

    [Fact]
    public void Names_and_units_are_written_as_open_telemetry_writes_them()
    {
        Assert.Distinct(ReportInstrument.All.Select(instrument => instrument.Name).Concat(CounterInstrument.All.Select(counter => counter.Name)));
        Assert.All(ReportInstrument.All, instrument =>
        {
            Assert.Matches("^hypertoken(\\.[a-z]+(_[a-z]+)*)+$", instrument.Name);
            Assert.Matches("^(\\{[a-z]+\\}|By|s|1)$", instrument.Unit);
            Assert.Matches("^[A-Z0-9].*\\.$", instrument.Description);
        });
    }

    private static double Published(Observer observer) => observer.Observe().Single(each => each.Name == "hypertoken.broadcast.published").Value;
}
