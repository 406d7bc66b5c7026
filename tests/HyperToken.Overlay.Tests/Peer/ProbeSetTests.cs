using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class ProbeSetTests
{
    private static readonly KademliaSettings Settings = new() { PingTimeout = TimeSpan.FromSeconds(2), MaxPings = 3 };
    private readonly ProbeSet _probes = new(Settings);

    [Fact]
    public void A_contact_should_have_one_ping_in_flight()
    {
        Assert.NotNull(Start(1, 0));
        Assert.Null(Start(1, 0));
        Assert.True(_probes.Contains(Ids.Of(1)));
    }

    [Fact]
    public void No_more_pings_than_allowed_should_be_in_flight()
    {
        var first = Start(1, 0);
        Start(2, 0);
        Start(3, 0);
        Assert.False(_probes.HasRoom);
        Assert.Null(Start(4, 0));

        Assert.NotNull(_probes.TryAnswer(Ids.Of(1), first!.Value, At(0)));
        Assert.True(_probes.HasRoom);
        Assert.NotNull(Start(4, 0));
    }

    [Fact]
    public void Only_the_answer_to_the_ping_should_measure()
    {
        var request = Start(1, 0)!.Value;
        Assert.Null(_probes.TryAnswer(Ids.Of(1), request + 1, At(1)));
        Assert.Null(_probes.TryAnswer(Ids.Of(2), request, At(1)));
        Assert.Equal(TimeSpan.FromSeconds(1), _probes.TryAnswer(Ids.Of(1), request, At(1)));
        Assert.Null(_probes.TryAnswer(Ids.Of(1), request, At(1)));
        Assert.Equal(Instant.Never, _probes.NextDeadline);
    }

    [Fact]
    public void Silent_contacts_should_time_out_in_order()
    {
        Start(1, 0);
        Start(2, 1);
        Assert.Equal(At(2), _probes.NextDeadline);
        Assert.False(_probes.TryTimeOut(At(1), out _));
        Assert.True(_probes.TryTimeOut(At(3), out var silent));
        Assert.Equal(Ids.Of(1), silent.Id);
        Assert.True(_probes.TryTimeOut(At(3), out silent));
        Assert.Equal(Ids.Of(2), silent.Id);
        Assert.False(_probes.TryTimeOut(At(99), out _));
        Assert.Equal(Instant.Never, _probes.NextDeadline);
    }

    [Fact]
    public void A_second_ping_should_have_its_own_time_out()
    {
        Start(9, 0);
        _probes.TryAnswer(Ids.Of(1), Start(1, 0)!.Value, At(1));
        Start(1, 1);
        Assert.True(_probes.TryTimeOut(At(2), out var silent));
        Assert.Equal(Ids.Of(9), silent.Id);
        Assert.False(_probes.TryTimeOut(At(2), out _));
        Assert.True(_probes.TryTimeOut(At(3), out silent));
        Assert.Equal(Ids.Of(1), silent.Id);
    }

    [Fact]
    public void A_forgotten_ping_should_not_time_out()
    {
        Start(1, 0);
        _probes.Forget(Ids.Of(1));
        _probes.Forget(Ids.Of(2));
        Assert.False(_probes.TryTimeOut(At(99), out _));
        Assert.False(_probes.Contains(Ids.Of(1)));
    }

    private static Instant At(int seconds) => new(seconds * 1_000_000L);

    private ulong? Start(int peer, int second) => _probes.TryStart(Ids.Peer(peer), At(second));
}
