using HyperToken.Overlay.Broadcast;

namespace HyperToken.Overlay.Tests.Broadcast;

/// <summary>When a publisher goes on, waits, or is told that the peer is busy.</summary>
public sealed class PublishGateTests
{
    private static readonly FanOutLoad Free = new(20, 0);
    private static readonly FanOutLoad Full = new(20, 11);
    private static readonly PublishSettings Settings = new() { MaxWaiting = 2, MaxWait = TimeSpan.FromSeconds(1), MaxUnacknowledged = 10 };
    private readonly PublishGate<int> _gate = new(Settings);

    [Theory]
    [InlineData(0, 0, 0, PublishVerdict.Publish)]
    [InlineData(20, 10, 0, PublishVerdict.Publish)]
    [InlineData(20, 11, 0, PublishVerdict.Wait)]
    [InlineData(2, 1, 0, PublishVerdict.Publish)]
    [InlineData(1, 1, 0, PublishVerdict.Wait)]
    [InlineData(20, 0, 9, PublishVerdict.Publish)]
    [InlineData(20, 0, 10, PublishVerdict.Wait)]
    public void The_gate_should_close_when_most_links_are_full_or_too_much_is_unacknowledged(
        int links, int full, int unacknowledged, PublishVerdict verdict) =>
        Assert.Equal(verdict, _gate.Enter(1, new FanOutLoad(links, full, unacknowledged), Instant.Zero));

    [Fact]
    public void One_more_than_may_wait_should_be_told_that_the_peer_is_busy()
    {
        Assert.Equal(PublishVerdict.Wait, _gate.Enter(1, Full, Instant.Zero));
        Assert.Equal(PublishVerdict.Wait, _gate.Enter(2, Full, Instant.Zero));
        Assert.Equal(PublishVerdict.Busy, _gate.Enter(3, Full, Instant.Zero));
        Assert.Equal(2, _gate.Waiting);
    }

    [Fact]
    public void Those_that_wait_should_go_in_order_and_before_any_other()
    {
        _gate.Enter(1, Full, Instant.Zero);
        Assert.Equal(PublishVerdict.Wait, _gate.Enter(2, Free, Instant.Zero));
        Assert.False(_gate.TryRelease(Full, out _));
        Assert.True(_gate.TryRelease(Free, out var first));
        Assert.True(_gate.TryRelease(Free, out var second));
        Assert.Equal((1, 2), (first, second));
        Assert.False(_gate.TryRelease(Free, out _));
        Assert.Equal(PublishVerdict.Publish, _gate.Enter(3, Free, Instant.Zero));
    }

    [Fact]
    public void Those_that_have_waited_too_long_should_be_given_up_one_by_one()
    {
        Assert.Equal(Instant.Never, _gate.NextDeadline);
        Assert.False(_gate.TryExpire(Instant.Never, out _));
        _gate.Enter(1, Full, new Instant(0));
        _gate.Enter(2, Full, new Instant(500_000));

        Assert.Equal(new Instant(1_000_000), _gate.NextDeadline);
        Assert.False(_gate.TryExpire(new Instant(999_999), out _));
        Assert.True(_gate.TryExpire(new Instant(1_000_000), out var late));
        Assert.Equal(1, late);
        Assert.False(_gate.TryExpire(new Instant(1_000_000), out _));
        Assert.Equal(new Instant(1_500_000), _gate.NextDeadline);
        Assert.Equal(1, _gate.Waiting);
    }
}
