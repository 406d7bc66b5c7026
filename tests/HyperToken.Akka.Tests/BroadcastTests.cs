using System.Collections.Concurrent;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken.Tests;

public sealed class BroadcastTests : LiveTestKit
{
    [Fact]
    public async Task A_broadcast_should_reach_every_other_peer_once()
    {
        var peers = await StartNetworkAsync(60);
        var received = await CollectAsync(peers);

        var receipts = new List<BroadcastReceipt>();
        for (var i = 0; i < 20; i++)
            receipts.Add(await peers[3 * i].BroadcastAsync("line", BitConverter.GetBytes(i)));

        await AwaitAssertAsync(() => Assert.Equal(20 * 59, received.Count), Patience);
        Assert.Equal(received.Count, received.Distinct().Count());
        Assert.All(receipts, receipt => Assert.InRange(receipt.SentTo, 1, 24));
    }

    [Fact]
    public async Task The_origin_should_not_hear_its_own_broadcast()
    {
        var peers = await StartNetworkAsync(5);
        var received = await CollectAsync(peers);
        await peers[2].BroadcastAsync("line", new byte[1]);

        await AwaitAssertAsync(() => Assert.Equal(4, received.Count), Patience);
        Assert.DoesNotContain(received, message => message.Receiver == peers[2].Id);
    }

    [Fact]
    public async Task A_payload_that_is_too_long_should_be_refused_and_the_peer_go_on()
    {
        var peer = await StartPeerAsync(0, settings: Settings("hypertoken.broadcast.max-payload = 100 B"));
        await Assert.ThrowsAsync<ArgumentException>(() => peer.BroadcastAsync("line", new byte[101]));
        await Assert.ThrowsAsync<ArgumentException>(() => peer.SendAsync(PeerId.Derive(1, 1), "line", new byte[101]));
        Assert.Equal(0, (await peer.BroadcastAsync("line", new byte[100])).SentTo);
    }

    [Fact]
    public async Task A_handler_that_ended_its_subscription_should_hear_nothing_more()
    {
        var peers = await StartNetworkAsync(3);
        var heard = new ConcurrentQueue<IPeerEvent>();
        var subscription = await peers[1].SubscribeAsync(heard.Enqueue);
        await subscription.DisposeAsync();
        var other = await CollectAsync(peers[2..]);
        await peers[0].BroadcastAsync("line", new byte[1]);

        await AwaitAssertAsync(() => Assert.Single(other), Patience);
        Assert.Empty(heard.OfType<MessageReceived>());
    }

    [Fact]
    public async Task A_handler_that_throws_should_be_called_again_for_the_next_event()
    {
        var peers = await StartNetworkAsync(2);
        var heard = 0;
        await peers[1].SubscribeAsync(happened =>
        {
            if (happened is MessageReceived && Interlocked.Increment(ref heard) == 1)
                throw new InvalidOperationException("The first one is too much.");
        });
        await peers[0].BroadcastAsync("line", new byte[1]);
        await peers[0].BroadcastAsync("line", new byte[1]);

        await AwaitAssertAsync(() => Assert.Equal(2, Volatile.Read(ref heard)), Patience);
    }

    private static async Task<ConcurrentQueue<(PeerId Receiver, MessageId Message)>> CollectAsync(IEnumerable<HyperTokenPeer> peers)
    {
        var received = new ConcurrentQueue<(PeerId, MessageId)>();
        foreach (var peer in peers)
        {
            await peer.SubscribeAsync(happened =>
            {
                if (happened is MessageReceived message)
                    received.Enqueue((peer.Id, message.Id));
            });
        }

        return received;
    }
}
