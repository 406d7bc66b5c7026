using System.Collections.Concurrent;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Peers;

namespace HyperToken.Tests.Pipes;

/// <summary>Whole peers whose frames go through byte pipes.</summary>
public sealed class PipeNetworkTests : PipeTestKit
{
    [Fact]
    public async Task A_broadcast_should_reach_every_peer_once()
    {
        var peers = await StartNetworkAsync(40);
        var received = new ConcurrentQueue<(PeerId Receiver, MessageId Message)>();
        foreach (var peer in peers)
        {
            await peer.SubscribeAsync(happened =>
            {
                if (happened is MessageReceived message)
                    received.Enqueue((peer.Id, message.Id));
            });
        }

        for (var i = 0; i < 20; i++)
            await peers[i].BroadcastAsync("line", BitConverter.GetBytes(i));

        await AwaitAssertAsync(() => Assert.Equal(20 * 39, received.Count), Patience);
        Assert.Equal(received.Count, received.Distinct().Count());
    }

    [Fact]
    public async Task A_message_far_longer_than_the_pipe_should_arrive_whole()
    {
        var peers = await StartNetworkAsync(2);
        var received = new TaskCompletionSource<byte[]>();
        await peers[1].SubscribeAsync(happened =>
        {
            if (happened is MessageReceived message)
                received.TrySetResult(message.Body.Payload.ToArray());
        });
        var payload = new byte[1 << 20];
        new Random(1).NextBytes(payload);
        Assert.Equal(SendOutcome.Delivered, await peers[0].SendAsync(peers[1].Id, "large", payload));
        Assert.Equal(payload, await received.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Every_link_should_have_an_actor_named_after_the_other_side()
    {
        var peers = await StartNetworkAsync(2);
        var link = Watch(await LinkActorAsync(peers[0], peers[1].Id));
        await peers[1].KillAsync();
        await ExpectTerminatedAsync(link, Patience);
        await AwaitAssertAsync(async () => Assert.Empty((await peers[0].InspectAsync()).Links), Patience);
    }
}
