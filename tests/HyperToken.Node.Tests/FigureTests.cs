using System.Diagnostics;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Tests;

public sealed class FigureTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 1, 2, 2)]
    [InlineData(100, 50, 99, 100)]
    [InlineData(199, 100, 198, 199)]
    public void Percentiles_should_be_by_nearest_rank(int count, double p50, double p99, double max)
    {
        var latency = Latency.Of([.. Enumerable.Range(1, count).Select(i => (double)i)]);

        Assert.Equal(new Latency(p50, p99, max), latency);
    }

    [Fact]
    public void Without_measurements_a_latency_should_be_unknown_not_zero() =>
        Assert.Equal(new Latency(null, null, null), Latency.Of([]));

    [Fact]
    public void Min_avg_and_max_should_be_over_all_values()
    {
        Assert.Equal(new MinAvgMax(1, 3, 6), MinAvgMax.Of([2, 1, 6]));
        Assert.Equal(new MinAvgMax(0, 0, 0), MinAvgMax.Of([]));
    }

    [Theory]
    [InlineData(1, "100 %")]
    [InlineData(0.999999, "99.99 %")]
    [InlineData(0.5, "50 %")]
    [InlineData(0, "0 %")]
    public void Less_than_all_should_never_read_as_all(double share, string text) => Assert.Equal(text, Percent.Of(share));

    [Fact]
    public void Totals_should_divide_by_what_was_expected()
    {
        var totals = new BroadcastTotals();
        totals.Started();
        totals.Started();
        totals.Ended(Broadcast(delivered: 2, expected: 2, copies: 5));
        totals.Ended(Broadcast(delivered: 1, expected: 2, copies: 1));

        Assert.Equal(2, totals.Broadcasts);
        Assert.Equal(0.75, totals.DeliveryRate);
        Assert.Equal(1.5, totals.CopiesPerPeer);
        Assert.True(totals.DeliveriesPerSecond > 0);
    }

    [Fact]
    public void A_line_that_could_not_be_published_should_not_count_as_a_broadcast()
    {
        var totals = new BroadcastTotals();
        totals.Started();
        totals.Ended(null);

        Assert.Equal(0, totals.Broadcasts);
        Assert.Equal(1, totals.DeliveryRate);
        Assert.Equal(0, totals.CopiesPerPeer);
        Assert.Equal(0, totals.DeliveriesPerSecond);
    }

    private static TrackedBroadcast Broadcast(int delivered, int expected, int copies)
    {
        var broadcast = new TrackedBroadcast(expected);
        for (var i = 0; i < delivered; i++)
            broadcast.DeliveredTo(i);

        for (var i = 0; i < copies; i++)
        {
            broadcast.Sent();
            broadcast.Received();
        }

        broadcast.Published(Stopwatch.GetTimestamp(), expected);
        return broadcast;
    }
}
