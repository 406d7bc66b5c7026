using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Relaying;

namespace HyperToken.Overlay.Tests.Relaying;

public sealed class OriginOrderTests
{
    private static readonly PeerId A = PeerId.Derive(1, 1);
    private static readonly PeerId B = PeerId.Derive(1, 2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly OriginOrder<string> _order = new(Patience, maxHeld: 4, maxOrigins: 2);
    private readonly List<string> _handedOn = [];

    [Fact]
    public void Messages_in_order_are_handed_on_at_once()
    {
        Add(A, 5, "a5");
        Add(A, 6, "a6");
        Add(B, 1, "b1");

        Assert.Equal(["a5", "a6", "b1"], _handedOn);
        Assert.Equal(Instant.Never, _order.NextDeadline);
    }

    [Fact]
    public void What_is_ahead_of_a_gap_waits_until_the_gap_is_filled()
    {
        Add(A, 1, "a1");
        Add(A, 4, "a4");
        Add(A, 3, "a3");
        Add(B, 9, "b9");
        Assert.Equal(["a1", "b9"], _handedOn);

        Add(A, 2, "a2");

        Assert.Equal(["a1", "b9", "a2", "a3", "a4"], _handedOn);
        Assert.Equal(0, _order.Held);
        Assert.Equal(0, _order.GivenUp);
    }

    [Fact]
    public void A_gap_is_given_up_in_the_end_and_what_was_missing_is_handed_on_late()
    {
        Add(A, 1, "a1");
        Add(A, 3, "a3", 100);
        Add(A, 6, "a6", 200);
        var deadline = _order.NextDeadline;
        Assert.Equal(At(1_100), deadline);

        _order.Advance(At(1_099), _handedOn.Add);
        Assert.Equal(["a1"], _handedOn);
        _order.Advance(deadline, _handedOn.Add);
        Assert.Equal(["a1", "a3"], _handedOn);
        _order.Advance(At(2_100), _handedOn.Add);
        Add(A, 2, "a2", 2_200);

        Assert.Equal(["a1", "a3", "a6", "a2"], _handedOn);
        Assert.Equal(2, _order.GivenUp);
        Assert.Equal(Instant.Never, _order.NextDeadline);
    }

    [Fact]
    public void No_more_wait_than_may()
    {
        Add(A, 1, "a1");
        for (ulong sequence = 3; sequence < 8; sequence++)
            Add(A, sequence, $"a{sequence}");

        Assert.Equal(["a1", "a3", "a4", "a5", "a6", "a7"], _handedOn);
        Assert.Equal(0, _order.Held);
    }

    [Fact]
    public void An_origin_that_starts_anew_begins_a_new_count()
    {
        Add(A, 7, "a7");
        Add(A, 9, "a9");
        _order.Add(A, 2, 1, "again", At(0), _handedOn.Add);
        _order.Add(A, 1, 8, "late", At(0), _handedOn.Add);

        Assert.Equal(["a7", "a9", "again", "late"], _handedOn);
    }

    [Fact]
    public void The_origin_silent_for_longest_makes_room_for_another()
    {
        Add(A, 1, "a1");
        Add(A, 3, "a3");
        Add(B, 1, "b1", 10);
        Add(PeerId.Derive(1, 3), 1, "c1", 20);

        Assert.Equal(["a1", "b1", "a3", "c1"], _handedOn);
        Assert.Equal(0, _order.Held);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_the_order_of_arrival_each_is_handed_on_once_and_in_order(ulong seed)
    {
        var random = new RandomSource(seed);
        var order = new OriginOrder<(PeerId Origin, ulong Sequence)>(Patience, 1000, 10);
        var arrivals = new List<(PeerId Origin, ulong Sequence, int At)>();
        for (ulong sequence = 1; sequence <= 100; sequence++)
        {
            arrivals.Add((A, sequence, ((int)sequence * 10) + random.Next(sequence == 1 ? 1 : 300)));
            arrivals.Add((B, sequence, ((int)sequence * 10) + random.Next(sequence == 1 ? 1 : 300)));
        }

        var got = new List<(PeerId Origin, ulong Sequence)>();
        foreach (var (origin, sequence, at) in arrivals.OrderBy(arrival => arrival.At))
        {
            order.Advance(At(at), got.Add);
            order.Add(origin, 1, sequence, (origin, sequence), At(at), got.Add);
        }

        var expected = Enumerable.Range(1, 100).Select(sequence => (ulong)sequence);
        Assert.Equal(expected, got.Where(item => item.Origin == A).Select(item => item.Sequence));
        Assert.Equal(expected, got.Where(item => item.Origin == B).Select(item => item.Sequence));
    }

    private static Instant At(int millis) => new(millis * 1000L);

    private void Add(PeerId origin, ulong sequence, string item, int millis = 0) =>
        _order.Add(origin, 1, sequence, item, At(millis), _handedOn.Add);
}
