using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;

namespace HyperToken.Tests;

public sealed class LookupAndSendTests : LiveTestKit
{
    [Fact]
    public async Task A_lookup_should_find_every_live_peer_and_the_closest_to_any_id()
    {
        var peers = await StartNetworkAsync(60);
        foreach (var target in peers)
            Assert.True(target == peers[7] || (await peers[7].FindNodeAsync(target.Id)).Found);

        var id = PeerId.Derive(5, 5);
        var expected = peers.Select(peer => peer.Id).Where(other => other != peers[7].Id).OrderBy(other => id.DistanceTo(other)).Take(20);
        Assert.Equal(expected, (await peers[7].FindNodeAsync(id)).Closest.Select(contact => contact.Id));
    }

    [Fact]
    public async Task A_message_for_one_peer_should_arrive_or_be_known_not_to()
    {
        var peers = await StartNetworkAsync(60);
        var probe = CreateTestProbe();
        await peers[40].SubscribeAsync(probe.Ref);

        Assert.Equal(SendOutcome.Delivered, await peers[3].SendAsync(peers[40].Id, "note", new byte[] { 1, 2 }));
        var message = (Peers.MessageReceived)await probe.FishForMessageAsync(happened => happened is Peers.MessageReceived, Patience);
        Assert.Equal((peers[3].Id, "note"), (message.Body.Origin, message.Body.Type));
        Assert.Equal(new byte[] { 1, 2 }, message.Body.Payload.ToArray());

        Assert.Equal(SendOutcome.NoRoute, await peers[3].SendAsync(PeerId.Derive(77, 77), "note", new byte[1]));
        Assert.Equal(SendOutcome.NoRoute, await peers[3].SendAsync(peers[3].Id, "note", new byte[1]));
    }

    [Fact]
    public async Task A_lookup_of_a_peer_that_knows_nobody_should_end_empty()
    {
        var alone = await StartPeerAsync(0);
        Assert.Empty((await alone.FindNodeAsync(PeerId.Derive(5, 5))).Closest);
        Assert.Equal(SendOutcome.NoRoute, await alone.SendAsync(PeerId.Derive(5, 5), "note", new byte[1]));
    }
}
