using System.Collections.Concurrent;
using System.Text;
using Akka.TestKit.Xunit2;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Peers;

namespace HyperToken.Tests;

public sealed class LiveNetworkTests : TestKit
{
    [Fact]
    public async Task Peers_that_know_one_contact_should_find_each_other_and_broadcast()
    {
        var peers = await StartNetworkAsync(60);
        var received = new ConcurrentDictionary<PeerId, int>();
        foreach (var peer in peers)
        {
            await peer.SubscribeAsync(happened =>
            {
                if (happened is MessageReceived message && Encoding.UTF8.GetString(message.Body.Payload.Span) == "hello")
                    received.AddOrUpdate(peer.Id, 1, (_, count) => count + 1);
            });
        }

        foreach (var target in peers)
            Assert.True((await peers[7].FindNodeAsync(target.Id)).Found || target == peers[7]);

        await peers[5].BroadcastAsync("line", "hello"u8.ToArray());
        await AwaitAssertAsync(() => Assert.Equal(59, received.Count), TimeSpan.FromSeconds(10));
        Assert.All(received.Values, count => Assert.Equal(1, count));

        Assert.Equal(SendOutcome.Delivered, await peers[3].SendAsync(peers[40].Id, "note", "you"u8.ToArray()));
        Assert.Equal(SendOutcome.NoRoute, await peers[3].SendAsync(PeerId.Derive(77, 77), "note", "you"u8.ToArray()));
    }

    private async Task<HyperTokenPeer[]> StartNetworkAsync(int count)
    {
        var extension = HyperTokenExtension.For(Sys);
        var peers = new HyperTokenPeer[count];
        for (var i = 0; i < count; i++)
        {
            peers[i] = await extension.StartPeerAsync(new PeerOptions { Id = PeerId.Derive(1, (ulong)i), RandomSeed = (ulong)i });
            var joined = await peers[i].JoinAsync(i == 0 ? [] : [peers[0].Contact]);
            Assert.True(i == 0 || joined.Contacts > 0);
        }

        return peers;
    }
}
