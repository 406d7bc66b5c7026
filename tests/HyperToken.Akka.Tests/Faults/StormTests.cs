using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Peers;

namespace HyperToken.Tests.Faults;

/// <summary>Everything that can crash crashes, in any order, while the network is busy.</summary>
public sealed class StormTests : LiveTestKit
{
    private const int Peers = 40;
    private const int Steps = 150;
    private const int MostUnderWay = 40;

    private readonly ConcurrentDictionary<(PeerId Receiver, MessageId Message), int> _received = new();

    public StormTests()
        : base("hypertoken { ask-timeout = 30 s, kademlia.query-give-up = 1 s, kademlia.ping-timeout = 1 s, route.timeout = 2 s }")
    {
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_network_should_live_through_crashes_of_any_actor_under_load(int seed)
    {
        var random = new Random(seed);
        var errors = CreateTestProbe();
        Sys.EventStream.Subscribe(errors.Ref, typeof(Error));
        var peers = await StartNetworkAsync(Peers);
        foreach (var peer in peers)
            await peer.SubscribeAsync(happened => Count(peer, happened));

        var underWay = new Queue<Task>();
        for (var step = 0; step < Steps; step++)
        {
            Load(peers, random, underWay);
            await CrashSomebodyAsync(peers, random);
            while (underWay.Count > MostUnderWay)
                await underWay.Dequeue();
        }

        // None hangs, and none fails but by the crash of its own peer.
        await Task.WhenAll(underWay);
        Assert.True(CrashesSeen(errors) > Steps / 2);

        await Task.WhenAll(peers.Select(peer => peer.MaintainAsync()));
        await AssertEverybodyFindsEverybodyAsync(peers);
        await AssertBroadcastsReachEverybodyAsync(peers);
        Assert.DoesNotContain(_received, received => received.Value > 1);
    }

    private void Count(HyperTokenPeer peer, IPeerEvent happened)
    {
        if (happened is MessageReceived message)
            _received.AddOrUpdate((peer.Id, message.Id), 1, (_, times) => times + 1);
    }

    private static void Load(HyperTokenPeer[] peers, Random random, Queue<Task> underWay)
    {
        var target = Any(peers, random).Id;
        underWay.Enqueue(Outcome(Any(peers, random).BroadcastAsync("line", new byte[16])));
        underWay.Enqueue(Outcome(Any(peers, random).FindNodeAsync(target)));
        underWay.Enqueue(Outcome(Any(peers, random).SendAsync(target, "note", new byte[16])));
        if (random.Next(20) == 0)
            underWay.Enqueue(Outcome(Any(peers, random).MaintainAsync()));
    }

    private static async Task Outcome(Task request)
    {
        try
        {
            await request;
        }
        catch (PeerUnavailableException)
        {
            // Its own peer crashed.
        }
    }

    /// <summary>By Kill, or by a message its code throws at. Few crash as often as to reach a limit.</summary>
    private async Task CrashSomebodyAsync(HyperTokenPeer[] peers, Random random)
    {
        var peer = Any(peers, random);
        var byKill = random.Next(2) == 0;
        switch (random.Next(10))
        {
            case < 3:
                Child("routing-table").Tell(byKill ? Kill.Instance : new ContactSeen(null!));
                break;
            case < 6:
                Child("transport").Tell(byKill ? Kill.Instance : new Links.TransportActor.SendOverNewLink(null!, null!));
                break;
            case < 9:
                var lookup = Outcome(peer.FindNodeAsync(Any(peers, random).Id));
                var last = (await ReportAsync(peer))?.Counters.Lookups ?? 1;
                for (var number = Math.Max(1, last - 3); number <= last; number++)
                    Child($"lookup-{number}").Tell(byKill ? Kill.Instance : new SendFailed(null!, null));

                await lookup;
                break;
            default:
                peer.Actor.Tell(byKill ? Kill.Instance : new PeerActor.LinkUp(null!));
                break;
        }

        ActorSelection Child(string name) => Sys.ActorSelection(peer.Actor.Path / name);
    }

    private static async Task<PeerReport?> ReportAsync(HyperTokenPeer peer)
    {
        try
        {
            return await peer.InspectAsync();
        }
        catch (PeerUnavailableException)
        {
            return null;
        }
    }

    private static int CrashesSeen(Akka.TestKit.TestProbe errors)
    {
        var crashes = 0;
        while (errors.HasMessages)
            crashes += errors.ExpectMsg<Error>(Patience).Cause is null ? 0 : 1;

        return crashes;
    }

    private static async Task AssertEverybodyFindsEverybodyAsync(HyperTokenPeer[] peers)
    {
        foreach (var peer in peers)
        {
            var lookups = await Task.WhenAll(peers.Where(target => target != peer).Select(target => peer.FindNodeAsync(target.Id)));
            Assert.All(lookups, result => Assert.True(result.Found, $"{peer.Id.ShortId} did not find {result.Target.ShortId}."));
        }
    }

    private async Task AssertBroadcastsReachEverybodyAsync(HyperTokenPeer[] peers)
    {
        foreach (var origin in peers.Where((_, index) => index % 8 == 0))
        {
            var receipt = await origin.BroadcastAsync("after", new byte[16]);
            await AwaitAssertAsync(
                () => Assert.All(peers.Where(peer => peer != origin), peer => Assert.Contains((peer.Id, receipt.Id), (IDictionary<(PeerId, MessageId), int>)_received)),
                Patience);
        }
    }

    private static HyperTokenPeer Any(HyperTokenPeer[] peers, Random random) => peers[random.Next(peers.Length)];
}
