using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;
using Envelope = HyperToken.Overlay.Broadcast.Envelope;

namespace HyperToken.Tests.Faults;

/// <summary>What others notice when a peer's own actor crashes: as little as possible.</summary>
public sealed class PeerCrashTests : FaultTestKit
{
    public PeerCrashTests()
        : base("hypertoken { maintenance.interval = 1 h, kademlia.probe-interval = 1 h }")
    {
    }

    [Fact]
    public async Task A_subscription_should_outlive_a_crash()
    {
        var peers = await StartNetworkAsync(3);
        var probe = CreateTestProbe();
        await peers[1].SubscribeAsync(probe.Ref);
        await CrashAsync(peers[1]);

        await AwaitAssertAsync(async () => Assert.True((await peers[0].FindNodeAsync(peers[1].Id)).Found), Patience);
        var receipt = await peers[0].BroadcastAsync("after", new byte[1]);
        await probe.FishForMessageAsync(happened => happened is MessageReceived message && message.Id == receipt.Id, Patience);
    }

    [Fact]
    public async Task A_subscriber_that_stops_after_a_crash_should_be_forgotten()
    {
        var peers = await StartNetworkAsync(2);
        var probe = CreateTestProbe();
        await peers[1].SubscribeAsync(probe.Ref);
        await CrashAsync(peers[1]);
        Sys.Stop(probe.Ref);

        await SubscriberTests.ForgottenAsync(this, peers[1], publisher: peers[0]);
    }

    [Fact]
    public async Task A_message_seen_before_a_crash_should_not_be_delivered_again()
    {
        var peer = await StartPeerAsync(0);
        await peer.SubscribeAsync(CreateTestProbe().Ref);
        var probe = CreateTestProbe();
        await peer.SubscribeAsync(probe.Ref);
        var (first, second) = (Message(1), Message(2));
        Dial(peer).TrySend(first, Instant.Zero);
        Assert.Equal(1UL, (await ReceivedAsync()).Sequence);
        await CrashAsync(peer);

        var link = Dial(peer);
        link.TrySend(first, Instant.Zero);
        link.TrySend(second, Instant.Zero);
        Assert.Equal(2UL, (await ReceivedAsync()).Sequence);

        async Task<EnvelopeBody> ReceivedAsync() =>
            ((MessageReceived)await probe.FishForMessageAsync(happened => happened is MessageReceived, Patience)).Body;
    }

    [Fact]
    public async Task What_a_peer_missed_before_its_crash_should_be_fetched_after_it()
    {
        var peers = await StartNetworkAsync(2);
        var probe = CreateTestProbe();
        await peers[1].SubscribeAsync(probe.Ref);

        // Received by the other peer alone, from one that is not there any more.
        Dial(peers[0]).TrySend(Message(1), Instant.Zero);
        await AwaitAssertAsync(async () => Assert.Equal(1, (await peers[0].InspectAsync()).Counters.Delivered), Patience);
        await CrashAsync(peers[1]);

        var received = (MessageReceived)await probe.FishForMessageAsync(happened => happened is MessageReceived, Patience);
        Assert.Equal(1UL, received.Body.Sequence);
        Assert.Equal(1, (await peers[1].InspectAsync()).Counters.Repaired);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_waits_for_an_answer_should_be_told_that_the_peer_crashed_or_stopped(bool crashes)
    {
        var peer = await StartPeerAsync(0);
        await IntroduceSilentAsync(peer);
        Task[] waiting =
        [
            peer.FindNodeAsync(Silent.Id), peer.SendAsync(Silent.Id, "note", new byte[1]), peer.MaintainAsync(), peer.JoinAsync(Silent),
        ];
        await AskedSilentAsync<FindNodeFrame>();
        if (crashes)
            await CrashAsync(peer);
        else
            await peer.KillAsync();

        foreach (var request in waiting)
            await Assert.ThrowsAsync<PeerUnavailableException>(() => request.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_request_that_makes_the_peer_crash_should_fail_at_once()
    {
        var peers = new[] { await StartPeerAsync(0, new CrashingObserver()), await StartPeerAsync(1) };
        await peers[1].JoinAsync(peers[0].Contact);
        await AwaitAssertAsync(async () => Assert.Single(await ContactsOf(peers[0])), Patience);

        var failure = await Assert.ThrowsAsync<PeerUnavailableException>(() => peers[0].BroadcastAsync("line", new byte[1]).WaitAsync(Patience));
        Assert.IsType<NotSupportedException>(failure.InnerException);
        Assert.Single(await ContactsOf(peers[0]));
    }

    [Fact]
    public async Task What_waited_for_a_crashed_peer_should_find_its_contacts_there()
    {
        var peers = await StartNetworkAsync(20);
        for (var crash = 0; crash < 5; crash++)
        {
            peers[4].Actor.Tell(Kill.Instance);
            Assert.Equal(19, (await peers[4].BroadcastAsync("line", new byte[1])).SentTo);
        }
    }

    [Fact]
    public async Task A_crashed_first_peer_should_make_itself_known_again_though_it_has_no_seeds()
    {
        var peers = await StartNetworkAsync(12);
        await CrashAsync(peers[0]);
        await AwaitAssertAsync(
            async () =>
            {
                foreach (var peer in peers[1..])
                    Assert.Contains(peers[0].Id, (await ContactsOf(peer)).Select(contact => contact.Id));
            },
            Patience);
    }

    [Fact]
    public async Task A_result_from_before_a_crash_should_not_be_taken_for_that_of_a_new_lookup()
    {
        var peer = await StartPeerAsync(0);
        var link = await IntroduceSilentAsync(peer);
        var lookup = peer.FindNodeAsync(Silent.Id);
        var asked = await AskedSilentAsync<FindNodeFrame>();
        peer.Actor.Tell(new LookupCompleted(1, LookupPurpose.Application, LookupResult.Crashed(PeerId.Derive(3, 3))), TestActor);

        Assert.True(link.TrySend(FrameCodec.Encode(new FindNodeReplyFrame(asked.Request, [])), Instant.Zero));
        Assert.True((await lookup).Found);
    }

    [Fact]
    public async Task A_crashed_peer_should_keep_its_id()
    {
        var peer = await StartPeerAsync(0);
        for (var crash = 0; crash < 5; crash++)
        {
            peer.Actor.Tell(Kill.Instance);
            await Assert.ThrowsAsync<InvalidOperationException>(() => StartPeerAsync(0));
            await peer.InspectAsync();
        }
    }

    [Fact]
    public async Task A_peer_that_crashes_again_and_again_should_stop_and_leave_its_id_to_another()
    {
        var peer = await StartPeerAsync(0);
        Watch(peer.Actor);
        for (var crash = 0; crash <= 10; crash++)
            peer.Actor.Tell(Kill.Instance);

        await ExpectTerminatedAsync(peer.Actor, Patience);
        await Assert.ThrowsAsync<PeerUnavailableException>(() => peer.InspectAsync().WaitAsync(Patience));
        Assert.Equal(peer.Id, (await StartPeerAsync(0)).Id);
    }

    private static EncodedFrame Message(ulong sequence)
    {
        var body = new EnvelopeBody(PeerId.Derive(7, 7), 1, sequence, 0, "line", new byte[1], null);
        return FrameCodec.Encode(new BroadcastFrame(new HopHeader(body.Id, BroadcastPlan.Epidemic, 0, 1), Envelope.Seal(body)));
    }

    /// <summary>Ends when the peer answers again.</summary>
    private static async Task CrashAsync(HyperTokenPeer peer)
    {
        peer.Actor.Tell(Kill.Instance);
        await peer.InspectAsync();
    }

    private sealed class CrashingObserver : IPeerObserver
    {
        public void Delivered(EnvelopeBody body, int hops)
        {
        }

        public void PayloadSent(MessageId id) => throw new NotSupportedException("This observer is broken.");

        public void PayloadReceived(MessageId id, bool duplicate)
        {
        }

        public void PayloadLost(MessageId id)
        {
        }
    }
}
