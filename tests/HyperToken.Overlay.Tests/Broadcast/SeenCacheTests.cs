using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast;

public sealed class SeenCacheTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly SeenCache _cache = new(Window, 100);

    [Fact]
    public void An_id_should_be_new_once()
    {
        Assert.False(_cache.Contains(Id(1), At(0)));
        Assert.True(_cache.Add(Id(1), At(0)));
        Assert.False(_cache.Add(Id(1), At(1)));
        Assert.True(_cache.Contains(Id(1), At(1)));
        Assert.Equal(1, _cache.Count);
    }

    [Fact]
    public void An_id_should_be_forgotten_after_two_windows_however_seldom_the_cache_is_asked()
    {
        _cache.Add(Id(1), At(1));
        Assert.True(_cache.Contains(Id(1), At(19)));
        Assert.False(_cache.Contains(Id(1), At(21)));

        _cache.Add(Id(2), At(21));
        Assert.False(_cache.Contains(Id(2), At(1000)));
        Assert.Equal(0, _cache.Count);
    }

    [Fact]
    public void A_host_whose_time_begins_late_should_get_the_whole_window()
    {
        _cache.Add(Id(1), At(1_000_000));
        Assert.True(_cache.Contains(Id(1), At(1_000_010)));
    }

    [Fact]
    public void A_full_cache_should_forget_the_oldest_and_count_them()
    {
        for (var i = 0; i < 200; i++)
            _cache.Add(Id(i), At(1));

        Assert.Equal(0, _cache.ForgottenEarly);
        Assert.Equal(200, _cache.Count);

        _cache.Add(Id(200), At(2));
        Assert.Equal(100, _cache.ForgottenEarly);
        Assert.Equal(101, _cache.Count);
        Assert.False(_cache.Contains(Id(99), At(2)));
        Assert.True(_cache.Contains(Id(100), At(2)));
    }

    [Fact]
    public void Memory_should_be_bounded_whatever_arrives()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _cache.Add(Id(i), At(i / 1000));
            Assert.InRange(_cache.Count, 1, 200);
        }
    }

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 400)]
    public void An_id_should_stay_one_window_and_at_most_two(byte[] pauses)
    {
        var cache = new SeenCache(Window, 100);
        var addedAt = new Dictionary<int, Instant>();
        var now = At(0);
        for (var i = 0; i < pauses.Length; i++)
        {
            now += TimeSpan.FromMilliseconds(100 * pauses[i]);
            foreach (var (id, added) in addedAt)
            {
                var isRemembered = cache.Contains(Id(id), now);
                Assert.True(isRemembered || now - added >= Window, "Forgotten within its window.");
                Assert.True(!isRemembered || now - added <= 2 * Window, "Remembered for more than two windows.");
            }

            if (cache.Add(Id(i % 40), now))
                addedAt[i % 40] = now;
        }

        Assert.Equal(0, cache.ForgottenEarly);
    }

    [Fact]
    public void A_cache_without_window_or_room_should_be_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeenCache(TimeSpan.Zero, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeenCache(Window, 0));
    }

    private static MessageId Id(int number) => MessageId.Of(Ids.Zero, 1, (ulong)number);

    private static Instant At(int seconds) => new(seconds * 1_000_000L);
}
