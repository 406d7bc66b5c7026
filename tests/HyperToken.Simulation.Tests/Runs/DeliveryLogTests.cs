using HyperToken.Overlay;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Runs;

public sealed class DeliveryLogTests
{
    private readonly DeliveryLog _log = new(peers: 4, broadcasts: 3);

    [Fact]
    public void A_delivery_is_kept_with_its_latency_and_comes_once()
    {
        _log.Published(1, origin: 2, new Instant(5_000));
        Assert.True(_log.Delivered(3, 1, new Instant(25_000)));
        Assert.False(_log.Delivered(3, 1, new Instant(90_000)));
        Assert.Equal(20_000, _log.Micros(3, 1));
        Assert.Equal(0, _log.Micros(3, 0));
        Assert.Equal(0, _log.Micros(2, 1));
    }

    [Fact]
    public void What_was_published_when_and_by_whom_is_known()
    {
        Assert.False(_log.IsPublished(0));
        _log.Published(0, origin: 2, new Instant(7));
        Assert.True(_log.IsPublished(0));
        Assert.False(_log.IsPublished(1));
        Assert.Equal(2, _log.OriginOf(0));
        Assert.Equal(new Instant(7), _log.PublishedAt(0));
    }

    [Fact]
    public void A_peer_that_starts_anew_has_nothing_and_the_others_keep_theirs()
    {
        _log.Published(0, origin: 0, Instant.Zero);
        foreach (var peer in new[] { 1, 2, 3 })
            _log.Delivered(peer, 0, new Instant(10));

        _log.Forget(2);
        Assert.Equal([10, 0, 10], new[] { 1, 2, 3 }.Select(peer => _log.Micros(peer, 0)));
        Assert.True(_log.Delivered(2, 0, new Instant(20)));
    }

    [Fact]
    public void A_latency_too_long_for_the_log_is_the_longest_it_has()
    {
        _log.Published(0, origin: 0, Instant.Zero);
        _log.Delivered(1, 0, Instant.Zero + TimeSpan.FromHours(5));
        Assert.Equal(int.MaxValue, _log.Micros(1, 0));
    }
}
