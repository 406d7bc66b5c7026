using Akka.Actor;
using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Faults;

/// <summary>A peer that stops leaves nothing behind.</summary>
public sealed class StopTests : FaultTestKit
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_stops_should_leave_no_actor_no_id_and_no_link(bool leaves)
    {
        var peers = await StartNetworkAsync(6);
        var link = await IntroduceSilentAsync(peers[2]);
        var lookup = peers[2].FindNodeAsync(Silent.Id);
        await AskedSilentAsync<FindNodeFrame>();
        var number = (await peers[2].InspectAsync()).Counters.Lookups;
        IActorRef[] actors =
        [
            Watch(peers[2].Actor),
            await WatchChildAsync(peers[2], "routing-table"),
            await WatchChildAsync(peers[2], "transport"),
            await WatchChildAsync(peers[2], $"lookup-{number}"),
        ];
        var ids = Extension.Network.Count;
        await (leaves ? peers[2].LeaveAsync() : peers[2].KillAsync());

        await FishForTerminatedAsync(actors);
        await Assert.ThrowsAsync<PeerUnavailableException>(() => lookup);
        Assert.Equal(ids - 1, Extension.Network.Count);
        Assert.False(link.IsOpen);
        await AwaitAssertAsync(
            async () =>
            {
                foreach (var peer in peers.Where(peer => peer != peers[2]))
                    Assert.DoesNotContain((await peer.InspectAsync()).Links, contact => contact.Id == peers[2].Id);
            },
            Patience);
    }

    [Fact]
    public async Task A_request_to_a_peer_that_has_stopped_should_fail_at_once()
    {
        var peer = await StartPeerAsync(0);
        await peer.KillAsync();
        await Assert.ThrowsAsync<PeerUnavailableException>(() => peer.JoinAsync().WaitAsync(Patience));
        await Assert.ThrowsAsync<PeerUnavailableException>(() => peer.LeaveAsync().WaitAsync(Patience));
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task Peers_should_be_gone_when_their_actor_system_has_terminated()
    {
        var peers = await StartNetworkAsync(10);
        var network = Extension.Network;
        await Sys.Terminate().WaitAsync(Patience);
        Assert.Equal(0, network.Count);
        await Assert.ThrowsAsync<PeerUnavailableException>(() => peers[3].InspectAsync().WaitAsync(Patience));
    }

    /// <summary>A link whose opening a crash, or the peer's end, kept from its transport.</summary>
    [Fact]
    public async Task A_link_the_transport_never_heard_of_should_close_with_the_peer()
    {
        var peer = await StartPeerAsync(0);
        var link = await OpenUnheardOfAsync(peer);
        await peer.KillAsync();
        Assert.False(link.IsOpen);
    }

    [Fact]
    public async Task A_link_the_transport_never_heard_of_should_be_forgotten_when_the_other_side_closes_it()
    {
        var peer = await StartPeerAsync(0);
        var link = await OpenUnheardOfAsync(peer);
        Assert.Single((await peer.InspectAsync()).Links);
        link.Close(LinkCloseReason.Excess);
        await AwaitAssertAsync(async () => Assert.Empty((await peer.InspectAsync()).Links), Patience);
    }

    [Fact]
    public void A_peer_that_has_gone_should_take_no_new_link()
    {
        var (dialler, gone) = (new InProcessEndpoint(Silent, TestActor), Extension.Network.Listen(Silent, TestActor));
        gone.Close();
        Assert.False(Extension.Network.TryDial(dialler, Silent.Id, Extension.Settings.Link, FrameCodec.Encode(new PongFrame(1)), Instant.Zero, out _));
        Assert.False(Extension.Network.TryDial(gone, Silent.Id, Extension.Settings.Link, null, Instant.Zero, out _));
    }

    private async Task<ILink> OpenUnheardOfAsync(HyperTokenPeer peer)
    {
        Assert.True(Extension.Network.TryFind(peer.Id, out var endpoint));
        Assert.True(InProcessLink.TryOpen(new InProcessEndpoint(Silent, TestActor), endpoint, Extension.Settings.Link, out var near, out _));
        near.TrySend(FrameCodec.Encode(new PongFrame(1)), Instant.Zero);
        await AwaitAssertAsync(async () => Assert.Single((await peer.InspectAsync()).Links), Patience);
        return near;
    }

    private async Task FishForTerminatedAsync(IReadOnlyCollection<IActorRef> actors)
    {
        var waiting = actors.ToHashSet();
        while (waiting.Count > 0)
            waiting.Remove(((Terminated)await FishForMessageAsync(message => message is Terminated, Patience)).ActorRef);
    }
}
