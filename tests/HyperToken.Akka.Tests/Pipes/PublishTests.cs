using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests.Pipes;

/// <summary>A publisher whose receivers lag waits, and at last is told that the peer is busy.</summary>
public sealed class PublishTests : PipeTestKit
{
    private const int MaxWaiting = 5;

    public PublishTests()
        : base($"hypertoken {{ link.queue-frames = 16, publish {{ max-waiting = {MaxWaiting}, max-wait = 1 m }} }}")
    {
    }

    [Fact]
    public async Task A_publisher_should_wait_then_be_refused_and_go_on_when_there_is_room()
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        var accepted = 0;
        var waiting = await FillAsync(peer, () => accepted++);

        var busy = await Assert.ThrowsAsync<PeerBusyException>(() => peer.BroadcastAsync("line", new byte[1000]).WaitAsync(Patience));
        Assert.Contains("busy", busy.Message, StringComparison.Ordinal);
        var report = await peer.InspectAsync();
        Assert.Equal(MaxWaiting, report.WaitingBroadcasts);
        Assert.Equal(0, report.Traffic.Dropped);
        Assert.Equal(accepted, report.Counters.Published);

        for (var i = 0; i < accepted + MaxWaiting; i++)
            await far.ReadAsync<BroadcastFrame>();

        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), receipt => Assert.Equal(1, receipt.SentTo));
        Assert.Equal(0, (await peer.InspectAsync()).WaitingBroadcasts);
    }

    [Fact]
    public async Task Who_waits_should_go_on_when_the_full_link_is_lost()
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        var waiting = await FillAsync(peer, () => { });
        far.Vanish();
        await Task.WhenAll(waiting).WaitAsync(Patience);
    }

    [Fact]
    public async Task Who_waits_too_long_should_be_told_that_the_peer_is_busy()
    {
        var settings = PipeSettings("hypertoken { link.queue-frames = 16, publish { max-waiting = 5, max-wait = 20 ms } }");
        var peer = await StartPeerAsync(0, settings: settings);
        await IntroduceAsync(peer);
        await Assert.ThrowsAsync<PeerBusyException>(async () =>
        {
            for (var i = 0; i < 1000; i++)
                await peer.BroadcastAsync("line", new byte[1000]).WaitAsync(Patience);
        });
    }

    [Fact]
    public async Task Who_waits_should_be_told_when_the_peer_stops_or_crashes()
    {
        var peer = await StartPeerAsync(0);
        await IntroduceAsync(peer);
        var waiting = await FillAsync(peer, () => { });
        await peer.KillAsync();
        foreach (var broadcast in waiting)
            await Assert.ThrowsAsync<PeerUnavailableException>(() => broadcast.WaitAsync(Patience));
    }

    /// <summary>Publishes until as many wait as may; the far end reads nothing.</summary>
    private async Task<List<Task<BroadcastReceipt>>> FillAsync(HyperTokenPeer peer, Action accepted)
    {
        var waiting = new List<Task<BroadcastReceipt>>();
        while (waiting.Count < MaxWaiting)
        {
            var before = waiting.Count;
            var broadcast = peer.BroadcastAsync("line", new byte[1000]);

            // The report is asked for later: if the request waits, it says so.
            var report = await peer.InspectAsync();
            if (report.WaitingBroadcasts > before)
                waiting.Add(broadcast);
            else if (await broadcast.WaitAsync(Patience) is not null)
                accepted();
        }

        return waiting;
    }
}
