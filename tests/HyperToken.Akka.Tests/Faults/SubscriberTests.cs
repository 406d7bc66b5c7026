using Akka.Actor;
using Akka.Event;
using HyperToken.Peers;

namespace HyperToken.Tests.Faults;

/// <summary>A subscription ends with its subscriber and with its peer.</summary>
public sealed class SubscriberTests : FaultTestKit
{
    [Fact]
    public async Task A_subscriber_that_stops_should_be_forgotten()
    {
        var peers = await StartNetworkAsync(2);
        var probe = CreateTestProbe();
        await peers[1].SubscribeAsync(probe.Ref);
        Sys.Stop(probe.Ref);
        await ForgottenAsync(this, peers[1], publisher: peers[0]);
    }

    [Fact]
    public async Task The_actor_that_calls_a_subscribed_method_should_stop_with_its_peer()
    {
        var peer = await StartPeerAsync(0);
        await peer.SubscribeAsync(_ => { });
        var subscriber = Watch(await Sys.ActorSelection(peer.Actor.Path.Parent / "$a").ResolveOne(Patience));
        await peer.KillAsync();
        await ExpectTerminatedAsync(subscriber, Patience);
    }

    [Fact]
    public async Task A_subscription_to_a_peer_that_has_stopped_should_fail_and_leave_no_actor()
    {
        var peer = await StartPeerAsync(0);
        await peer.KillAsync();
        await Assert.ThrowsAsync<PeerUnavailableException>(() => peer.SubscribeAsync(_ => { }).WaitAsync(Patience));
        await AwaitAssertAsync(
            () => Assert.ThrowsAsync<ActorNotFoundException>(
                () => Sys.ActorSelection(peer.Actor.Path.Parent / "$a").ResolveOne(Patience)),
            Patience);
    }

    /// <summary>Waits until a message that reached the peer was told to nobody who is dead.</summary>
    internal static async Task ForgottenAsync(LiveTestKit kit, HyperTokenPeer peer, HyperTokenPeer publisher)
    {
        var letters = kit.CreateTestProbe();
        var alive = kit.CreateTestProbe();
        kit.Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        await peer.SubscribeAsync(alive.Ref);
        await kit.AwaitAssertAsync(
            async () =>
            {
                var receipt = await publisher.BroadcastAsync("line", new byte[1]);
                await alive.FishForMessageAsync(happened => happened is MessageReceived message && message.Id == receipt.Id, TimeSpan.FromSeconds(3));

                // Told after the message, and so in the dead letters after it, if the message is there at all.
                var marker = new object();
                kit.Sys.DeadLetters.Tell(marker);
                while ((await letters.ExpectMsgAsync<DeadLetter>(TimeSpan.FromSeconds(3))).Message is var letter && letter != marker)
                    Assert.False(letter is MessageReceived message && message.Id == receipt.Id);
            },
            TimeSpan.FromSeconds(30));
    }
}
