using System.Collections.Concurrent;
using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Tests.Facade;

public sealed class RoutedPeerManagerTests : FacadeTestKit
{
    private static readonly byte[] Payload = [1, 2, 3];

    [Fact]
    public async Task A_broadcast_should_reach_every_other_manager_once()
    {
        var managers = await ConnectAsync(5);
        var heard = managers.Select(Listen).ToArray();
        await managers[0].BroadcastAsync("sync", Payload);
        await managers[3].BroadcastAsync("sync", Payload);

        await AwaitAssertAsync(() => Assert.Equal([1, 2, 2, 1, 2], heard.Select(messages => messages.Count)), Patience);
        Assert.All(heard.SelectMany(messages => messages), message => Assert.Equal("sync", message.Body.Type));
        Assert.All(heard.SelectMany(messages => messages), message => Assert.Equal(Payload, message.Body.Payload.ToArray()));
        Assert.Equal(managers[3].LocalId, Assert.Single(heard[0]).Body.Origin);
    }

    [Fact]
    public async Task A_message_for_one_peer_should_reach_that_peer_alone()
    {
        var managers = await ConnectAsync(5);
        var heard = managers.Select(Listen).ToArray();

        Assert.Equal(SendOutcome.Delivered, await managers[1].SendToPeerAsync(managers[4].LocalId, "note", Payload));
        Assert.Equal(SendOutcome.NoRoute, await managers[1].SendToPeerAsync(PeerId.Derive(2, 0), "note", Payload));

        // A broadcast of the same origin over the same links: what was to come has come by then.
        await managers[1].BroadcastAsync("end", Payload);
        await AwaitAssertAsync(() => Assert.Equal([1, 0, 1, 1, 2], heard.Select(messages => messages.Count)), Patience);
        var note = Assert.Single(heard[4], message => message.Body.Type == "note");
        Assert.Equal(managers[4].LocalId, note.Body.Target);
    }

    [Fact]
    public async Task Peers_that_come_and_go_should_be_told_to_the_others()
    {
        var first = Manager(0);
        var connected = new ConcurrentQueue<PeerId>();
        var disconnected = new ConcurrentQueue<PeerId>();
        first.PeerConnected += (_, contact) => connected.Enqueue(contact.Id);
        first.PeerDisconnected += (_, contact) => disconnected.Enqueue(contact.Id);
        await first.ConnectAsync();
        var second = Manager(1);
        await second.ConnectAsync(first.Peer!.Contact);
        await AwaitAssertAsync(() => Assert.Equal([second.LocalId], connected), Patience);
        Assert.Empty(disconnected);

        await second.DisconnectAsync();
        await AwaitAssertAsync(() => Assert.Equal([second.LocalId], disconnected), Patience);
    }

    [Fact]
    public async Task A_handler_that_throws_should_keep_nothing_from_the_others_and_be_logged()
    {
        var managers = await ConnectAsync(2);
        managers[1].MessageReceived += (_, _) => throw new InvalidOperationException("by the test");
        var heard = Listen(managers[1]);
        await EventFilter.Exception<InvalidOperationException>().ExpectAsync(2, async () =>
        {
            await managers[0].BroadcastAsync("line", Payload);
            await managers[0].BroadcastAsync("line", Payload);
        });
        await AwaitAssertAsync(() => Assert.Equal(2, heard.Count), Patience);
    }

    [Fact]
    public async Task Events_should_be_raised_one_at_a_time()
    {
        const int messages = 200;
        var managers = await ConnectAsync(5);
        var (inside, most, raised) = (0, 0, 0);
        managers[0].MessageReceived += (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref raised);
        };
        await Task.WhenAll(Enumerable.Range(0, messages).Select(i => managers[1 + (i % 4)].BroadcastAsync("line", Payload)));
        await AwaitAssertAsync(() => Assert.Equal(messages, Volatile.Read(ref raised)), Patience);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_handler_should_be_free_to_call_the_manager()
    {
        var managers = await ConnectAsync(2);
        var heard = Listen(managers[0]);
        managers[1].MessageReceived += (sender, message) =>
            ((RoutedPeerManager)sender!).SendToPeerAsync(message.Body.Origin, "answer", message.Body.Payload).Wait(Patience);
        var closed = new TaskCompletionSource();
        managers[1].MessageReceived += async (sender, _) =>
        {
            await ((RoutedPeerManager)sender!).DisconnectAsync();
            closed.SetResult();
        };
        await managers[0].BroadcastAsync("question", Payload);
        await closed.Task.WaitAsync(Patience);
        Assert.Equal("answer", Assert.Single(heard).Body.Type);
        Assert.Null(managers[1].Peer);
    }

    [Fact]
    public async Task A_switch_of_the_strategy_should_be_in_force_told_and_counted()
    {
        var managers = await ConnectAsync(5);
        var changes = new ConcurrentQueue<(RoutingStrategy From, RoutingStrategy To)>();
        managers[2].StrategyChanged += (_, change) => changes.Enqueue((change.From, change.To));
        Assert.Equal(RoutingStrategy.Kademlia, managers[2].CurrentStrategy);

        await managers[2].SwitchStrategyAsync(RoutingStrategy.Naive);
        Assert.Equal(RoutingStrategy.Naive, managers[2].CurrentStrategy);
        await AwaitAssertAsync(() => Assert.Equal([(RoutingStrategy.Kademlia, RoutingStrategy.Naive)], changes), Patience);

        var stats = await managers[2].GetRoutingStatsAsync();
        Assert.Equal((RoutingStrategy.Naive, 1L), (stats.Strategy, stats.StrategyChanges));
        var heard = Listen(managers[2]);
        await managers[0].BroadcastAsync("line", Payload);
        await AwaitAssertAsync(() => Assert.Single(heard), Patience);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => managers[2].SwitchStrategyAsync((RoutingStrategy)7));
    }

    [Fact]
    public async Task The_stats_should_be_those_of_the_peer()
    {
        var managers = await ConnectAsync(5);
        var heard = managers.Select(Listen).ToArray();
        await managers[0].BroadcastAsync("line", Payload);
        await managers[0].SendToPeerAsync(managers[1].LocalId, "note", Payload);
        await AwaitAssertAsync(() => Assert.Equal([0, 2, 1, 1, 1], heard.Select(messages => messages.Count)), Patience);

        var sender = await managers[0].GetRoutingStatsAsync();
        Assert.Equal(RoutingStrategy.Kademlia, sender.Strategy);
        Assert.Null(sender.Role);
        Assert.Equal((4, 4, 5), (sender.ConnectedPeers, sender.KnownPeers, sender.EstimatedPeers));
        Assert.Equal((1, 0), (sender.MessagesSent, sender.MessagesReceived));
        Assert.InRange(sender.PayloadsSent, 1, 4);
        Assert.InRange(sender.BytesSent, 1, long.MaxValue);
        Assert.InRange(sender.BytesReceived, 1, long.MaxValue);
        var receiver = await managers[1].GetRoutingStatsAsync();
        Assert.Equal((0, 2), (receiver.MessagesSent, receiver.MessagesReceived));
        Assert.Equal(receiver.PayloadsReceived, 1 + receiver.Duplicates);
    }

    [Fact]
    public async Task A_manager_should_connect_again_with_the_same_id()
    {
        var managers = await ConnectAsync(3);
        var contact = managers[0].Peer!.Contact;
        var heard = Listen(managers[2]);
        for (var round = 1; round <= 3; round++)
        {
            await managers[2].DisconnectAsync();
            Assert.Null(managers[2].Peer);
            await managers[2].ConnectAsync(contact);
            Assert.Equal(managers[2].LocalId, managers[2].Peer!.Id);
            await managers[2].SwitchStrategyAsync(RoutingStrategy.Naive);
            var receipt = await managers[1].BroadcastAsync("line", Payload);
            await AwaitAssertAsync(() => Assert.Single(heard, message => message.Id == receipt.Id), Patience);
        }

        await managers[2].DisconnectAsync();
        Assert.Equal(RoutingStrategy.Kademlia, managers[2].CurrentStrategy);
    }

    [Fact]
    public async Task Calls_should_be_refused_while_disconnected_and_a_second_connection_while_connected()
    {
        await using var manager = Manager(0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => manager.GetRoutingStatsAsync());
        Assert.Throws<InvalidOperationException>(() => { _ = manager.BroadcastAsync("line", Payload); });
        await manager.DisconnectAsync();

        await manager.ConnectAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => manager.ConnectAsync());
        Assert.Equal(0, (await manager.GetRoutingStatsAsync()).ConnectedPeers);
    }

    [Fact]
    public async Task A_connection_that_fails_should_leave_the_manager_disconnected()
    {
        await using var holder = Manager(0);
        await holder.ConnectAsync();
        await using var manager = Manager(0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => manager.ConnectAsync());
        Assert.Null(manager.Peer);

        await holder.DisconnectAsync();
        await manager.ConnectAsync();
        Assert.NotNull(manager.Peer);
    }

    [Fact]
    public async Task A_peer_that_was_stopped_behind_the_managers_back_should_be_disconnected_like_any_other()
    {
        var manager = Manager(0);
        await manager.ConnectAsync();
        await manager.Peer!.KillAsync();
        await Assert.ThrowsAsync<PeerUnavailableException>(() => manager.GetRoutingStatsAsync());
        await manager.DisconnectAsync();
        await manager.ConnectAsync();
        Assert.Equal(manager.LocalId, manager.Peer!.Id);
    }

    [Fact]
    public async Task Nothing_should_run_once_all_managers_are_disposed()
    {
        var managers = await ConnectAsync(5);
        Assert.True(await AnythingRunsAsync());
        await Task.WhenAll(managers.Select(manager => manager.DisposeAsync().AsTask()));
        Assert.False(await AnythingRunsAsync());

        await managers[0].DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => managers[0].ConnectAsync());
        Assert.Throws<ObjectDisposedException>(() => { _ = managers[0].BroadcastAsync("line", Payload); });
    }

    [Fact]
    public async Task A_manager_disposed_while_it_connects_should_leave_nothing_running()
    {
        var first = Manager(0);
        await first.ConnectAsync();
        var contact = first.Peer!.Contact;
        for (var i = 1; i <= 20; i++)
        {
            var manager = Manager(i);
            var connecting = manager.ConnectAsync(contact);
            await manager.DisposeAsync();
            await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await first.DisposeAsync();
        Assert.False(await AnythingRunsAsync());
    }

    [Fact]
    public async Task A_manager_should_be_disposable_after_its_actor_system_has_ended()
    {
        var manager = Manager(0);
        await manager.ConnectAsync();
        await Sys.Terminate();
        await manager.DisposeAsync();
        Assert.Null(manager.Peer);
    }

    [Fact]
    public void Wrong_options_should_be_refused_before_anything_runs()
    {
        var wrong = Assert.Throws<HyperTokenConfigurationException>(
            () => new RoutedPeerManager(Sys, new RoutedPeerManagerOptions { KademliaConfig = new KademliaConfig { K = 256 } }));
        Assert.Equal("KademliaConfig.K", wrong.Path);
    }

    [Fact]
    public async Task A_manager_without_options_should_have_the_id_of_a_new_key_and_choose_its_strategy_itself()
    {
        await using var manager = new RoutedPeerManager(Sys);
        await using var other = new RoutedPeerManager(Sys);
        Assert.NotEqual(manager.LocalId, other.LocalId);
        Assert.Equal(RoutingStrategy.Auto, manager.CurrentStrategy);
        var chosen = new ConcurrentQueue<RoutingStrategy>();
        manager.StrategyChanged += (_, change) => chosen.Enqueue(change.To);
        await manager.ConnectAsync();
        await other.ConnectAsync(manager.Peer!.Contact);

        await AwaitAssertAsync(() => Assert.Equal(RoutingStrategy.Naive, manager.CurrentStrategy), Patience);
        await AwaitAssertAsync(() => Assert.Equal([RoutingStrategy.Naive], chosen), Patience);
        Assert.Equal(0, (await manager.GetRoutingStatsAsync()).StrategyChanges);
    }
}

/// <summary>Roles come about within a second here.</summary>
public sealed class RoutedPeerManagerRoleTests() : FacadeTestKit(
    "hypertoken.supernode { preset = quick, min-uptime = 0 s, election-delay = 1 s, heartbeat-interval = 200 ms, evaluation-interval = 200 ms }")
{
    [Fact]
    public async Task A_role_should_be_told_and_be_in_the_stats()
    {
        var first = Manager(0, RoutingStrategy.Supernode);
        var roles = new ConcurrentQueue<PeerRole>();
        first.RoleChanged += (_, change) => roles.Enqueue(change.Role);
        await first.ConnectAsync();

        await AwaitAssertAsync(() => Assert.Equal(PeerRole.Supernode, roles.LastOrDefault()), Patience);
        Assert.Equal(PeerRole.Supernode, (await first.GetRoutingStatsAsync()).Role);
    }
}
