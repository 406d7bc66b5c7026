using HyperToken.Links.Sockets;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Sockets;

public sealed class DialsTests
{
    private static readonly Frame Ping = new PingFrame(1);
    private readonly Dials _dials = new(maxDialling: 2, maxWaiting: 1, new RandomSource(1));

    [Fact]
    public void What_is_sent_meanwhile_should_wait_for_the_connection()
    {
        Assert.Equal(Dials.Verdict.Begin, Add(1));
        Assert.Equal(Dials.Verdict.Wait, Add(1));
        Assert.Equal(2, _dials.End(Peer(1), isReached: true, Instant.Zero)!.Count);
        Assert.Equal(Dials.Verdict.Begin, Add(1));
    }

    [Fact]
    public void No_more_should_be_dialled_or_wait_than_may()
    {
        Assert.Equal([Dials.Verdict.Begin, Dials.Verdict.Begin, Dials.Verdict.Wait, Dials.Verdict.Refuse], [Add(1), Add(2), Add(3), Add(4)]);
        Assert.Null(_dials.Next());
        _dials.End(Peer(1), isReached: true, Instant.Zero);
        Assert.Equal(Peer(3).Id, _dials.Next()!.Id);
        Assert.Null(_dials.Next());
    }

    [Fact]
    public void An_address_where_nobody_is_should_be_left_alone_for_a_while()
    {
        Add(1);
        _dials.End(Peer(1), isReached: false, Instant.Zero);
        Assert.Equal(Dials.Verdict.Refuse, Add(1));
        Assert.Equal(Dials.Verdict.Begin, _dials.Add(Peer(1), Ping, Instant.Zero + TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_dial_from_before_a_restart_should_count_for_nothing()
    {
        Assert.Null(_dials.End(Peer(9), isReached: true, Instant.Zero));
        Assert.Equal([Dials.Verdict.Begin, Dials.Verdict.Begin, Dials.Verdict.Wait], [Add(1), Add(2), Add(3)]);
    }

    [Fact]
    public void Frames_for_one_connection_should_be_bounded()
    {
        var verdicts = Enumerable.Range(0, 300).Select(_ => Add(1)).ToList();
        Assert.Equal(256, verdicts.Count(verdict => verdict != Dials.Verdict.Refuse));
    }

    private static Contact Peer(ulong index) => new(PeerId.Derive(1, index), $"ws://127.0.0.1:{index}/overlay");

    private Dials.Verdict Add(ulong index) => _dials.Add(Peer(index), Ping, Instant.Zero);
}
