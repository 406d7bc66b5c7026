using Akka.Actor;
using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests.Faults;

/// <summary>What a peer does when one of its own actors crashes.</summary>
public sealed class ChildCrashTests : FaultTestKit
{
    public static TheoryData<string> WaysToDie => ["kill", "stop", "exception"];

    [Theory]
    [MemberData(nameof(WaysToDie))]
    public async Task A_lookup_in_flight_should_be_answered_as_failed_however_it_ends(string way)
    {
        var peer = await StartPeerAsync(0);
        await IntroduceSilentAsync(peer);
        var result = peer.FindNodeAsync(Silent.Id);
        await AskedSilentAsync<FindNodeFrame>();
        (await ChildOf(peer, "lookup-1")).Tell(way switch
        {
            "kill" => Kill.Instance,
            "stop" => PoisonPill.Instance,
            _ => new SendFailed(null!, null),
        });

        Assert.Equivalent(LookupResult.Crashed(Silent.Id), await result);
        Assert.Equal(0, (await peer.InspectAsync()).RunningLookups);
    }

    [Fact]
    public async Task A_join_should_end_when_its_lookup_crashes()
    {
        var peer = await StartPeerAsync(0, settings: PatientSettings("hypertoken.maintenance.rejoin-interval = 10 ms"));
        Dial(peer);
        var joined = peer.JoinAsync(Silent);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await AskedSilentAsync<FindNodeFrame>();
            (await ChildOf(peer, $"lookup-{attempt}")).Tell(Kill.Instance);
        }

        Assert.Equal(new JoinCompleted(Contacts: 0, Lookups: 1, Queries: 0), await joined);
    }

    [Fact]
    public async Task A_maintenance_round_should_ping_again_when_the_table_crashes_meanwhile()
    {
        var peer = await StartPeerAsync(0);
        var silent = await IntroduceSilentAsync(peer);
        var round = peer.MaintainAsync();
        await AskedSilentAsync<PingFrame>();
        (await ChildOf(peer, "routing-table")).Tell(Kill.Instance);

        var again = await AskedSilentAsync<PingFrame>();
        silent.TrySend(FrameCodec.Encode(new PongFrame(again.Request)), Instant.Zero);
        await AskedSilentAsync<FindNodeFrame>();
        silent.Close(LinkCloseReason.Gone);
        Assert.Equal((1, 0), ((await round).Pinged, (await round).Failed));
    }

    [Fact]
    public async Task A_crashed_table_should_begin_with_all_it_published_even_where_its_peer_has_not_read_it_yet()
    {
        var settings = Settings(string.Empty);
        var memory = new PeerMemory(new Contact(PeerId.Derive(1, 0)), settings);
        var blueprint = new PeerBlueprint(new Contact(PeerId.Derive(1, 0)), settings, 1, null, Extension.Network, new PeerClock(), memory);
        var parent = Sys.ActorOf(Props.Create(() => new DeafParent(blueprint, TestActor)));
        parent.Tell(new ContactSeen(Silent));
        await FishForMessageAsync(message => message is SnapshotPublished, Patience);

        Sys.ActorSelection(parent.Path / "table").Tell(Kill.Instance);
        var again = (SnapshotPublished)await FishForMessageAsync(message => message is SnapshotPublished, Patience);
        Assert.NotNull(again.Neighbours.Find(Silent.Id));
    }

    [Theory]
    [InlineData("routing-table")]
    [InlineData("transport")]
    public async Task A_child_that_crashes_again_and_again_should_take_its_peer_to_a_new_start_and_no_further(string child)
    {
        var peers = await StartNetworkAsync(12);
        var before = await ContactsOf(peers[4]);
        await EventFilter.Exception<InvalidOperationException>(contains: $"{child} has crashed too often").ExpectAsync(
            1,
            Patience,
            async () =>
            {
                var actor = await ChildOf(peers[4], child);
                for (var crash = 0; crash <= 10; crash++)
                    actor.Tell(Kill.Instance);
            });

        Assert.Equal(peers[4].Id, (await peers[4].InspectAsync()).Self.Id);
        await AwaitAssertAsync(async () => Assert.True((await ContactsOf(peers[4])).Count >= before.Count), Patience);
        await AwaitAssertAsync(async () => Assert.True((await peers[7].FindNodeAsync(peers[4].Id)).Found), Patience);
    }

    /// <summary>The table's parent passes on what it is told, and never reads it.</summary>
    private sealed class DeafParent : UntypedActor
    {
        private readonly IActorRef _table;
        private readonly IActorRef _listener;

        public DeafParent(PeerBlueprint blueprint, IActorRef listener)
        {
            _listener = listener;
            _table = Context.ActorOf(Props.Create(() => new RoutingTableActor(blueprint)), "table");
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message)
        {
            if (Sender.Equals(_table))
                _listener.Tell(message);
            else
                _table.Tell(message);
        }
    }
}
