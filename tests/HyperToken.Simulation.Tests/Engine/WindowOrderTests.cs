using HyperToken.Overlay;
using HyperToken.Simulation.Engine;

namespace HyperToken.Simulation.Tests.Engine;

public sealed class WindowOrderTests
{
    private const long Start = 5_000_000_000;
    private readonly ChunkPool _pool = new();
    private readonly WindowOrder _order = new();

    [Fact]
    public void Events_come_by_receiver_then_time_then_sender_then_sequence()
    {
        SimulatedEvent[] expected =
        [
            Event(receiver: 1, time: 0, sender: 9, sequence: 9),
            Event(receiver: 1, time: 3, sender: SimulatedEvent.Simulator, sequence: 8),
            Event(receiver: 1, time: 3, sender: 0, sequence: 7),
            Event(receiver: 1, time: 3, sender: 2, sequence: 1),
            Event(receiver: 1, time: 3, sender: 2, sequence: 2),
            Event(receiver: 1, time: 3, sender: 2, sequence: uint.MaxValue),
            Event(receiver: 2, time: 1, sender: 5, sequence: 5),
            Event(receiver: 9_999_999, time: 999, sender: 0, sequence: 0),
        ];
        for (var seed = 1UL; seed < 20; seed++)
        {
            var shuffled = expected.ToArray();
            new RandomSource(seed).Shuffle<SimulatedEvent>(shuffled);
            Assert.Equal(expected, Sorted(shuffled));
        }
    }

    [Fact]
    public void Events_of_many_chunks_and_many_ties_come_in_order_too()
    {
        var random = new RandomSource(3);
        var events = Enumerable.Range(0, (2 * EventChunk.Capacity) + 77)
            .Select(i => Event(random.Next(5), random.Next(20), random.Next(3), (uint)i))
            .ToArray();
        var expected = events.OrderBy(item => item.Receiver).ThenBy(item => item.Time).ThenBy(item => item.Sender).ThenBy(item => item.Sequence);
        random.Shuffle<SimulatedEvent>(events);
        Assert.Equal(expected, Sorted(events));
    }

    [Fact]
    public void A_window_can_be_empty_and_the_next_one_full()
    {
        Assert.Empty(Sorted([]));
        Assert.Equal([Event(1, 1, 1, 1)], Sorted([Event(1, 1, 1, 1)]));
        Assert.Empty(Sorted([]));
    }

    private static SimulatedEvent Event(int receiver, long time, int sender, uint sequence) =>
        new(new Instant(Start + time), receiver, sender, sequence, null);

    private SimulatedEvent[] Sorted(SimulatedEvent[] events)
    {
        foreach (var item in events)
        {
            if (_order.Chunks.Count == 0 || _order.Chunks[^1].IsFull)
                _order.Chunks.Add(_pool.Take());

            _order.Chunks[^1].Add(item);
        }

        _order.Sort(Start);
        var sorted = Enumerable.Range(0, _order.Count).Select(position => _order[position]).ToArray();
        _order.Release(_pool);
        Assert.Equal(0, _order.Count);
        return sorted;
    }
}
