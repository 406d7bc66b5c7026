namespace HyperToken.Overlay.Tests;

public sealed class InstantTests
{
    private static readonly Instant Second = new(1_000_000);

    [Fact]
    public void Moving_should_count_in_microseconds()
    {
        Assert.Equal(Second, Instant.Zero + TimeSpan.FromSeconds(1));
        Assert.Equal(new Instant(1), Instant.Zero + TimeSpan.FromMicroseconds(1));
        Assert.Equal(TimeSpan.FromSeconds(-1), Instant.Zero - Second);
        Assert.Equal(Instant.Zero, Second + TimeSpan.FromSeconds(-1));
    }

    [Fact]
    public void Never_should_stay_never()
    {
        Assert.Equal(Instant.Never, Instant.Never + TimeSpan.FromDays(1));
        Assert.Equal(Instant.Never, Instant.Never + TimeSpan.FromDays(-1));
        Assert.True(Instant.Never > Second);
        Assert.True(Instant.Never - Instant.Zero > TimeSpan.FromDays(365_000));
    }

    [Fact]
    public void Order_should_be_that_of_time()
    {
        Assert.True(Instant.Zero < Second && Second > Instant.Zero);
        Assert.True(Instant.Zero <= Second && Second >= Instant.Zero);
        Assert.Equal(Instant.Zero, Instant.Min(Instant.Zero, Second));
        Assert.Equal(Instant.Zero, Instant.Min(Second, Instant.Zero));
        Assert.True(Instant.Zero.CompareTo(Second) < 0);
    }
}
