using System.Diagnostics;
using HyperToken.Node.Up.Broadcasts;

namespace HyperToken.Node.Tests;

public sealed class TrackedBroadcastTests
{
    [Fact]
    public void It_should_not_be_quiet_before_the_publishers_call_has_returned()
    {
        var broadcast = new TrackedBroadcast(peers: 3);
        broadcast.Sent();
        broadcast.Received();
        Assert.False(broadcast.IsQuiet);

        broadcast.Published(Stopwatch.GetTimestamp(), expected: 2);

        Assert.True(broadcast.IsQuiet);
        Assert.True(broadcast.Quiet.IsCompleted);
    }

    [Fact]
    public void It_should_not_be_quiet_while_a_frame_is_under_way()
    {
        var broadcast = new TrackedBroadcast(peers: 3);
        broadcast.Sent();
        broadcast.Sent();
        broadcast.Published(Stopwatch.GetTimestamp(), expected: 2);
        broadcast.Received();
        Assert.False(broadcast.IsQuiet);

        broadcast.Lost();

        Assert.True(broadcast.IsQuiet);
        Assert.Equal(1, broadcast.PayloadsReceived);
    }

    [Fact]
    public void It_should_be_everywhere_when_every_peer_expected_has_it()
    {
        var broadcast = new TrackedBroadcast(peers: 3);
        broadcast.Published(Stopwatch.GetTimestamp(), expected: 2);
        Assert.True(broadcast.DeliveredTo(1));
        Assert.False(broadcast.Everywhere.IsCompleted);

        Assert.True(broadcast.DeliveredTo(2));

        Assert.True(broadcast.Everywhere.IsCompleted);
        Assert.Equal(2, broadcast.Delivered);
    }

    [Fact]
    public void It_should_be_everywhere_too_when_deliveries_come_before_the_publishers_call_returns()
    {
        var broadcast = new TrackedBroadcast(peers: 3);
        broadcast.DeliveredTo(1);
        broadcast.DeliveredTo(2);
        Assert.False(broadcast.Everywhere.IsCompleted);

        broadcast.Published(Stopwatch.GetTimestamp(), expected: 2);

        Assert.True(broadcast.Everywhere.IsCompleted);
    }

    [Fact]
    public void A_peer_should_count_once_and_one_started_later_not_at_all()
    {
        var broadcast = new TrackedBroadcast(peers: 3);
        broadcast.Published(Stopwatch.GetTimestamp(), expected: 2);

        Assert.True(broadcast.DeliveredTo(1));
        Assert.False(broadcast.DeliveredTo(1));
        Assert.False(broadcast.DeliveredTo(3));

        Assert.Equal(1, broadcast.Delivered);
        Assert.False(broadcast.Everywhere.IsCompleted);
    }

    [Fact]
    public void Whoever_was_killed_before_it_had_the_message_should_not_be_expected_to_get_it()
    {
        var broadcast = new TrackedBroadcast(peers: 5);
        broadcast.Killed([1]);
        broadcast.Published(Stopwatch.GetTimestamp(), expected: 4);
        broadcast.DeliveredTo(2);
        broadcast.DeliveredTo(3);
        broadcast.Killed([1, 2]);
        Assert.False(broadcast.Everywhere.IsCompleted);

        broadcast.Killed([4, 5]);

        Assert.True(broadcast.Everywhere.IsCompleted);
        Assert.Equal((2, 2), (broadcast.Delivered, broadcast.Expected));
        Assert.Equal(2, broadcast.LatenciesMs().Length);
        Assert.False(broadcast.DeliveredTo(4));
    }

    [Fact]
    public void Latencies_should_be_counted_from_the_publishers_call_and_sorted()
    {
        var broadcast = new TrackedBroadcast(peers: 4);
        var since = Stopwatch.GetTimestamp() - Stopwatch.Frequency;
        broadcast.DeliveredTo(3);
        broadcast.DeliveredTo(1);
        broadcast.Published(since, expected: 3);

        var latencies = broadcast.LatenciesMs();

        Assert.Equal(2, latencies.Length);
        Assert.True(latencies[0] >= 1000);
        Assert.True(latencies[0] <= latencies[1]);
    }

    [Fact]
    public async Task Counts_should_be_exact_when_many_threads_count()
    {
        const int Peers = 1000;
        var broadcast = new TrackedBroadcast(Peers);
        await Parallel.ForAsync(0, Peers, (peer, _) =>
        {
            broadcast.Sent();
            broadcast.Sent();
            broadcast.DeliveredTo(peer);
            broadcast.Received();
            broadcast.Received();
            return ValueTask.CompletedTask;
        });

        broadcast.Published(Stopwatch.GetTimestamp(), Peers);

        Assert.True(broadcast.IsQuiet);
        Assert.True(broadcast.Everywhere.IsCompleted);
        Assert.Equal(2 * Peers, broadcast.PayloadsReceived);
    }
}
