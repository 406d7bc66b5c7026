using HyperToken.Overlay.Handshake;

namespace HyperToken.Overlay.Tests.Handshake;

public sealed class DialBackoffTests
{
    private readonly DialBackoff _backoff = new(capacity: 3, new RandomSource(1));

    [Fact]
    public void Waits_should_double_up_to_a_minute_give_or_take_a_quarter()
    {
        var now = Instant.Zero;
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            var until = _backoff.Failed("ws://a", now);
            Assert.InRange((until - now).TotalSeconds, seconds * 0.75, seconds * 1.25);
            Assert.False(_backoff.MayDial("ws://a", now));
            Assert.True(_backoff.MayDial("ws://a", until));
            now = until;
        }
    }

    [Fact]
    public void An_address_that_was_reached_should_begin_anew()
    {
        for (var i = 0; i < 5; i++)
            _backoff.Failed("ws://a", Instant.Zero);

        _backoff.Succeeded("ws://a");
        Assert.True(_backoff.MayDial("ws://a", Instant.Zero));
        Assert.InRange((_backoff.Failed("ws://a", Instant.Zero) - Instant.Zero).TotalSeconds, 0.75, 1.25);
    }

    [Fact]
    public void No_more_addresses_than_allowed_should_be_remembered()
    {
        for (var i = 0; i < 100; i++)
            _backoff.Failed($"ws://{i}", new Instant(i * 1_000_000L));

        Assert.Equal(3, _backoff.Count);
        Assert.False(_backoff.MayDial("ws://99", new Instant(99_000_000L)));
    }

    [Fact]
    public void Waits_should_differ_by_chance()
    {
        var backoff = new DialBackoff(100, new RandomSource(2));
        Assert.True(Enumerable.Range(0, 50).Select(i => backoff.Failed($"ws://{i}", Instant.Zero)).Distinct().Count() > 25);
    }
}
