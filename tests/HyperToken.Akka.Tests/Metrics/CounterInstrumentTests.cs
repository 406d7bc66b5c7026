using HyperToken.Metrics;
using HyperToken.Overlay.Peer;

namespace HyperToken.Tests.Metrics;

public sealed class CounterInstrumentTests
{
    [Fact]
    public void Every_counter_of_a_peer_is_measured_once_and_read_from_where_it_says()
    {
        Assert.Equal(typeof(PeerCounters).GetProperties().Select(counter => counter.Name).Order(), CounterInstrument.All.Select(counter => counter.Counter).Order());
        Assert.All(CounterInstrument.All, counter =>
        {
            var counters = new PeerCounters();
            typeof(PeerCounters).GetProperty(counter.Counter)!.SetValue(counters, 7L);
            Assert.Equal(7, counter.Read(counters));
            Assert.Equal(7, CounterInstrument.All.Sum(each => each.Read(counters)));
        });
    }

    [Fact]
    public void Names_and_units_are_written_as_open_telemetry_writes_them()
    {
        Assert.Distinct(CounterInstrument.All.Select(counter => counter.Name));
        Assert.All(CounterInstrument.All, counter =>
        {
            Assert.Matches("^hypertoken(\\.[a-z]+(_[a-z]+)*)+$", counter.Name);
            Assert.Matches("^(\\{[a-z]+\\}|By|s|1)$", counter.Unit);
            Assert.Matches("^[A-Z].*\\.$", counter.Description);
        });
    }
}
