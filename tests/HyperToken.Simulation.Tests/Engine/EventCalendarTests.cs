using HyperToken.Overlay;
using HyperToken.Simulation.Engine;

namespace HyperToken.Simulation.Tests.Engine;

public sealed class EventCalendarTests
{
    private readonly ChunkPool _pool = new();
    private readonly EventCalendar _calendar;

    public EventCalendarTests() => _calendar = new EventCalendar(_pool);

    [Theory]
    [InlineData(1)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(8_192)]
    [InlineData(1_000_000)]
    public void An_event_comes_in_its_window_and_no_other_however_far_away(long window)
    {
        _calendar.Add(window, Event(7));
        for (var earlier = Math.Max(0, window - 9_000); earlier < window; earlier++)
            Assert.Empty(Take(earlier));

        Assert.Equal([Event(7)], Take(window));
        Assert.Empty(Take(window + 1));
        Assert.Empty(_calendar.Pending());
    }

    [Fact]
    public void What_was_entered_from_afar_and_from_near_comes_together()
    {
        _calendar.Add(5_000, Event(1));
        Take(4_000);
        _calendar.Add(5_000, Event(2));
        Assert.Equal(2, _calendar.Pending().Count());
        Assert.Equal([1U, 2U], Take(5_000).Select(item => item.Sequence).Order());
    }

    [Fact]
    public void Windows_that_share_a_place_in_the_ring_are_kept_apart()
    {
        _calendar.Add(10, Event(1));
        _calendar.Add(10 + 4_096, Event(2));
        _calendar.Add(10 + (2 * 4_096), Event(3));
        Assert.Equal([1U], Take(10).Select(item => item.Sequence));
        _calendar.Add(10 + 4_096, Event(4));
        Assert.Equal([2U, 4U], Take(10 + 4_096).Select(item => item.Sequence).Order());
        Assert.Equal([3U], Take(10 + (2 * 4_096)).Select(item => item.Sequence));
    }

    [Fact]
    public void Any_number_of_events_keeps_its_window()
    {
        var random = new RandomSource(1);
        var count = new Dictionary<long, int>();
        for (var i = 0; i < 20_000; i++)
        {
            var window = 1 + (random.Next(2) == 0 ? random.Next(3) : random.Next(9_000));
            _calendar.Add(window, Event((uint)window));
            count[window] = count.GetValueOrDefault(window) + 1;
        }

        for (var window = 0L; window <= 9_001; window++)
        {
            var taken = Take(window);
            Assert.Equal(count.GetValueOrDefault(window), taken.Length);
            Assert.All(taken, item => Assert.Equal((uint)window, item.Sequence));
        }
    }

    [Fact]
    public void A_chunk_given_back_keeps_nothing_alive()
    {
        var chunk = _pool.Take();
        chunk.Add(new SimulatedEvent(Instant.Zero, 0, 0, 0, new object()));
        _pool.Return(chunk);
        Assert.Same(chunk, _pool.Take());
        Assert.Equal(0, chunk.Count);
        Assert.Null(chunk[0].Content);
    }

    private static SimulatedEvent Event(uint sequence) => new(Instant.Zero, 0, 0, sequence, null);

    private SimulatedEvent[] Take(long window)
    {
        var chunks = new List<EventChunk>();
        _calendar.Take(window, chunks);
        SimulatedEvent[] taken = [.. from chunk in chunks from i in Enumerable.Range(0, chunk.Count) select chunk[i]];
        chunks.ForEach(_pool.Return);
        return taken;
    }
}
