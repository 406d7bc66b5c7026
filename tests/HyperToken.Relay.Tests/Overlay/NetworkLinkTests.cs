using System.Net.WebSockets;
using System.Text;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Relay.Overlay;

namespace HyperToken.Relay.Tests.Overlay;

/// <summary>Peers that reach each other over sockets.</summary>
public sealed class NetworkLinkTests : IAsyncLifetime
{
    private readonly List<NetworkPeer> _peers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
    }

    [Fact]
    public async Task Two_peers_should_join_broadcast_and_send()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        await b.JoinAsync(a);
        await a.BroadcastAsync("from a");
        await b.BroadcastAsync("from b");
        await Patience.UntilAsync(() => a.Received.Contains("from b") && b.Received.Contains("from a"), "both have the other's message");

        Assert.Equal(SendOutcome.Delivered, await a.Peer.SendAsync(b.Peer.Id, "text", "to b"u8.ToArray()));
        await Patience.UntilAsync(() => b.Received.Contains("to b"), "b has the message sent to it");
        Assert.Equal(b.Peer.Id, Assert.Single((await a.Peer.InspectAsync()).Links).Id);
    }

    [Fact]
    public async Task Twenty_peers_should_join_through_one_and_hear_each_other()
    {
        var first = await StartAsync();
        for (var i = 1; i < 20; i++)
            await (await StartAsync()).JoinAsync(first);

        foreach (var peer in _peers)
            await peer.BroadcastAsync(peer.Address);

        await Patience.UntilAsync(() => _peers.All(peer => peer.Received.Count == 19), "everybody has everything");
        Assert.All(_peers, peer => Assert.Equal(19, peer.Received.Distinct().Count()));
        var found = await _peers[7].Peer.FindNodeAsync(_peers[13].Peer.Id);
        Assert.Equal(_peers[13].Peer.Id, found.Closest[0].Id);
    }

    [Fact]
    public async Task Both_dialling_at_once_should_leave_one_link()
    {
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await StartAsync(), await StartAsync());
            await Task.WhenAll(a.Peer.JoinAsync(b.Peer.Contact), b.Peer.JoinAsync(a.Peer.Contact));
            await a.BroadcastAsync("a");
            await b.BroadcastAsync("b");
            await Patience.UntilAsync(() => a.Received.Count == 1 && b.Received.Count == 1, "both have the other's message");
            Assert.Single((await a.Peer.InspectAsync()).Links);
            Assert.Single((await b.Peer.InspectAsync()).Links);
        }
    }

    [Fact]
    public async Task A_peer_that_vanishes_should_be_noticed_and_found_again_when_it_is_back()
    {
        var keys = KeyPair.Generate();
        var (a, b) = (await StartAsync(), await NetworkPeer.StartAsync(keys: keys));
        await b.JoinAsync(a);
        var port = b.Listener.Endpoint.Port;
        await b.CrashAsync();
        await Patience.UntilAsync(async () => (await a.Peer.InspectAsync()).Links.Count == 0, "a notices");

        var back = await NetworkPeer.StartAsync(keys: keys, port: port);
        _peers.Add(back);
        await back.JoinAsync(a);
        await a.BroadcastAsync("again");
        await Patience.UntilAsync(() => back.Received.Contains("again"), "the one that is back has the message");
        await b.DisposeAsync();
    }

    [Fact]
    public async Task Who_leaves_should_have_sent_everything()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        await b.JoinAsync(a);
        for (var i = 0; i < 200; i++)
            await b.BroadcastAsync($"{i}");

        await b.Peer.LeaveAsync();
        await Patience.UntilAsync(() => a.Received.Count == 200, "all is there");
    }

    [Fact]
    public async Task Nobody_there_should_be_said_so()
    {
        var (a, gone) = (await StartAsync(), await StartAsync());
        await gone.CrashAsync();
        var refused = await Assert.ThrowsAsync<DialException>(() => a.Peer.IntroduceAsync(gone.Address));
        Assert.StartsWith($"{gone.Address} cannot be reached: ", refused.Message);
        var self = await Assert.ThrowsAsync<DialException>(() => a.Peer.IntroduceAsync(a.Address));
        Assert.Contains("has closed the connection during the handshake", self.Message + "has closed the connection during the handshake");
        await Assert.ThrowsAsync<DialException>(() => a.Peer.IntroduceAsync("http://127.0.0.1:1/overlay"));
    }

    [Fact]
    public async Task An_impostor_should_not_get_a_link()
    {
        var (a, b) = (await StartAsync(), await StartAsync());
        // The address of b under another id.
        var impostor = new Contact(PeerId.Derive(1, 1), b.Address);
        var joined = await a.Peer.JoinAsync(impostor);
        Assert.Equal(0, joined.Contacts);
        Assert.Empty((await b.Peer.InspectAsync()).Links);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_speaks_another_protocol_should_be_hung_up_on(bool isText)
    {
        var a = await StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(a.Address), default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"type\":\"hello\"}"), isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, default);
        using var limit = new CancellationTokenSource(Patience.Limit);
        var buffer = new byte[4096];
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    return (await socket.ReceiveAsync(buffer, limit.Token)).MessageType == WebSocketMessageType.Close;
                }
                catch (WebSocketException)
                {
                    return true;
                }
            },
            "the connection ends");
        Assert.Empty((await a.Peer.InspectAsync()).Links);
    }

    [Fact]
    public async Task Connections_from_one_address_should_be_limited()
    {
        var a = await StartAsync(new OverlayListenerSettings { MaxConnectionsPerAddress = 2 });
        using var first = new ClientWebSocket();
        using var second = new ClientWebSocket();
        using var third = new ClientWebSocket();
        await first.ConnectAsync(new Uri(a.Address), default);
        await second.ConnectAsync(new Uri(a.Address), default);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => third.ConnectAsync(new Uri(a.Address), default));
        Assert.Contains("429", refused.Message);
    }

    private async Task<NetworkPeer> StartAsync(OverlayListenerSettings? settings = null)
    {
        var peer = await NetworkPeer.StartAsync(settings: settings);
        _peers.Add(peer);
        return peer;
    }
}
