using HyperToken.Overlay.Broadcast.Tree;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class ForwardLoadTests
{
    private readonly ForwardLoad _load = new();

    [Fact]
    public void Every_payload_should_count()
    {
        Assert.Equal(0, _load.Read(Instant.Zero));
        Add(1_000, Instant.Zero);
        Assert.Equal(1_000, _load.Read(At(seconds: 0)));
    }

    [Fact]
    public void The_count_should_decay_to_a_third_in_five_minutes()
    {
        Add(30_000, Instant.Zero);
        Assert.Equal(11_036, _load.Read(At(300)));
        Assert.Equal(0, _load.Read(At(3_600)));
    }

    [Fact]
    public void It_should_decay_the_same_however_often_it_is_read()
    {
        Add(30_000, Instant.Zero);
        for (var tenth = 0; tenth <= 3_000; tenth++)
            _load.Read(new Instant(tenth * 100_000L));

        Assert.InRange(_load.Read(At(300)), 11_035, 11_037);
    }

    [Fact]
    public void It_should_fit_into_a_frame_whatever_was_forwarded()
    {
        Add(70_000, Instant.Zero);
        Assert.Equal(ushort.MaxValue, _load.Read(Instant.Zero));
    }

    private static Instant At(int seconds) => new(seconds * 1_000_000L);

    private void Add(int payloads, Instant now)
    {
        for (var i = 0; i < payloads; i++)
            _load.Add(now);
    }
}
