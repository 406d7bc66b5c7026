using System.Runtime.CompilerServices;
using Akka.Actor;
using HyperToken.Links;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Pipes;

/// <summary>Links leave nothing behind: no actor, no stream, no task.</summary>
public sealed class PipeStopTests : PipeTestKit
{
    [Fact]
    public async Task A_stopped_peer_should_leave_no_link_at_any_other_and_no_memory()
    {
        var peers = await StartNetworkAsync(8);
        var links = await StopOneAsync(peers);
        await AwaitAssertAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Assert.DoesNotContain(links, link => link.IsAlive);
            },
            Patience);
    }

    [Fact]
    public async Task A_link_that_stands_still_should_end_with_its_peer()
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        for (var i = 0; i < 20; i++)
            await peer.BroadcastAsync("line", new byte[1000]);

        Assert.True(Extension.Network.TryFind(peer.Id, out var endpoint));
        var link = Assert.IsType<StreamLink>(Assert.Single(endpoint.Open));
        var actor = Watch(await LinkActorAsync(peer, FarEnd.Self.Id));
        await peer.KillAsync();

        await ExpectTerminatedAsync(actor, Patience);
        Assert.True(link.IsEnded);
        Assert.Empty(endpoint.Open);
        Assert.Equal(LinkCloseReason.Gone, (await far.ReadToEndAsync()).Reason);
        await link.Stopped.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_link_whose_actor_crashes_should_be_lost_and_another_be_opened_when_it_is_needed()
    {
        var peers = await StartNetworkAsync(2);
        var actor = Watch(await LinkActorAsync(peers[0], peers[1].Id));
        actor.Tell(Kill.Instance);
        await ExpectTerminatedAsync(actor, Patience);
        await AwaitAssertAsync(async () => Assert.True((await peers[0].FindNodeAsync(peers[1].Id)).Found), Patience);
    }

    [Fact]
    public async Task A_peer_that_leaves_should_have_said_goodbye_to_all_who_read()
    {
        var peer = await StartPeerAsync(0);
        var far = await IntroduceAsync(peer);
        for (var i = 0; i < 20; i++)
            await peer.BroadcastAsync("line", new byte[1000]);

        var leaving = peer.LeaveAsync();
        await far.ReadAsync<GoodbyeFrame>();
        Assert.Equal(LinkCloseReason.Leaving, (await far.ReadToEndAsync()).Reason);
        await far.WriteLastWordAsync(LinkCloseReason.Excess);
        await leaving.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_receiver_that_stands_still_should_keep_nobody_from_leaving()
    {
        var peer = await StartPeerAsync(0, settings: PipeSettings("hypertoken.link.close-timeout = 20 ms"));
        await IntroduceAsync(peer);
        for (var i = 0; i < 20; i++)
            await peer.BroadcastAsync("line", new byte[1000]);

        await peer.LeaveAsync().WaitAsync(Patience);
    }

    /// <summary>Apart, so that nothing is kept alive by the test's own variables.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference[]> StopOneAsync(HyperTokenPeer[] peers)
    {
        Assert.True(Extension.Network.TryFind(peers[3].Id, out var endpoint));
        var links = endpoint.Open.Select(link => new WeakReference(link)).ToArray();
        Assert.Equal(7, links.Length);
        await peers[3].KillAsync();
        await AwaitAssertAsync(
            async () =>
            {
                foreach (var peer in peers.Where(peer => peer != peers[3]))
                    Assert.DoesNotContain((await peer.InspectAsync()).LinkReports, link => link.Contact.Id == peers[3].Id);
            },
            Patience);
        Assert.Empty(endpoint.Open);
        return links;
    }
}
