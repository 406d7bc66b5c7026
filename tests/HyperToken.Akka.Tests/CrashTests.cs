using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests;

public sealed class CrashTests : LiveTestKit
{
    [Theory]
    [InlineData("routing-table")]
    [InlineData("transport")]
    public async Task A_peer_should_go_on_when_a_child_crashes(string child)
    {
        var peers = await StartNetworkAsync(30);
        var before = await peers[4].InspectAsync();
        (await ChildOf(peers[4], child)).Tell(Kill.Instance);

        foreach (var target in peers.Where(peer => peer != peers[4]))
            Assert.True((await peers[4].FindNodeAsync(target.Id)).Found);

        var after = await peers[4].InspectAsync();
        Assert.Equal(before.Self.Id, after.Self.Id);
        Assert.True(after.Table.Count >= before.Table.Count);
    }

    [Fact]
    public async Task A_lookup_that_crashes_should_be_answered_as_failed()
    {
        var peers = await StartNetworkAsync(3);
        var silent = Extension.Network.Listen(new Contact(PeerId.Derive(9, 9)), TestActor);
        Assert.True(Extension.Network.TryDial(silent, peers[1].Id, Extension.Settings.Link, null, Instant.Zero, out var link));
        link.TrySend(FrameCodec.Encode(new PongFrame(1)), Instant.Zero);
        await AwaitAssertAsync(async () => Assert.NotNull((await peers[1].InspectAsync()).Table.Find(silent.Contact.Id)), Patience);

        var number = (await peers[1].InspectAsync()).Counters.Lookups + 1;
        var lookup = peers[1].FindNodeAsync(silent.Contact.Id);
        await FishForMessageAsync(message => message is PeerActor.FrameArrived, Patience);
        (await ChildOf(peers[1], $"lookup-{number}")).Tell(Kill.Instance);

        var result = await lookup;
        Assert.Empty(result.Closest);
        Assert.True(result.Exhausted);
    }

    [Fact]
    public async Task A_crashed_peer_should_come_back_with_its_id_and_its_contacts()
    {
        var peers = await StartNetworkAsync(30);
        var before = await peers[4].InspectAsync();
        peers[4].Actor.Tell(Kill.Instance);

        await AwaitAssertAsync(async () => Assert.True((await peers[4].InspectAsync()).Table.Count >= before.Table.Count), Patience);
        await AwaitAssertAsync(async () => Assert.True((await peers[7].FindNodeAsync(peers[4].Id)).Found), Patience);
        var probe = CreateTestProbe();
        await peers[7].SubscribeAsync(probe.Ref);
        await peers[4].BroadcastAsync("after", new byte[1]);
        await probe.FishForMessageAsync(happened => happened is MessageReceived { Body.Type: "after" }, Patience);
    }

    [Fact]
    public async Task Stopping_every_peer_should_leave_no_actor_behind()
    {
        var peers = await StartNetworkAsync(10);
        await Task.WhenAll(peers.Select(peer => peer.KillAsync()));

        foreach (var peer in peers)
            await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection(peer.Actor.Path).ResolveOne(TimeSpan.FromSeconds(1)));
    }
}
