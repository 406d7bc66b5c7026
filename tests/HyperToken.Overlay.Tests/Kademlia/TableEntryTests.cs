using System.Runtime.CompilerServices;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

public sealed class TableEntryTests
{
    [Fact]
    public void An_entry_should_take_sixteen_bytes() => Assert.Equal(16, Unsafe.SizeOf<TableEntry>());

    [Fact]
    public void Failures_should_stop_counting_at_255()
    {
        var entry = TableEntry.Fresh(Ids.Peer(1), Instant.Zero);
        for (var i = 0; i < 300; i++)
            entry = entry.Failed();

        Assert.Equal(255, entry.Failures);
        Assert.True(entry.IsSuspect);
        Assert.False(entry.Seen(entry.Contact, Instant.Zero).IsSuspect);
    }

    [Fact]
    public void The_time_last_seen_should_be_kept_to_a_tenth_of_a_second_and_never_go_back()
    {
        var entry = TableEntry.Fresh(Ids.Peer(1), new Instant(12_345_678));
        Assert.Equal(new Instant(12_300_000), entry.LastSeen);
        Assert.Equal(new Instant(12_300_000), entry.Seen(entry.Contact, Instant.Zero).LastSeen);
        Assert.Equal(new Instant(99_900_000), entry.Seen(entry.Contact, new Instant(99_999_999)).LastSeen);
    }

    [Fact]
    public void Ten_years_should_fit()
    {
        var tenYears = Instant.Zero + TimeSpan.FromDays(3650);
        Assert.Equal(tenYears, TableEntry.Fresh(Ids.Peer(1), tenYears).LastSeen);
    }

    [Fact]
    public void The_round_trip_should_follow_its_measurements_slowly()
    {
        var entry = TableEntry.Fresh(Ids.Peer(1), Instant.Zero);
        Assert.Null(entry.RoundTrip);

        entry = entry.Measured(TimeSpan.FromMilliseconds(80));
        Assert.Equal(TimeSpan.FromMilliseconds(80), entry.RoundTrip);

        entry = entry.Measured(TimeSpan.FromMilliseconds(160));
        Assert.Equal(TimeSpan.FromMilliseconds(90), entry.RoundTrip);
        Assert.Equal(TimeSpan.FromMilliseconds(90), entry.Failed().Seen(entry.Contact, Instant.Zero).RoundTrip);
    }

    [Fact]
    public void The_round_trip_should_be_kept_within_what_it_can_hold()
    {
        var entry = TableEntry.Fresh(Ids.Peer(1), Instant.Zero);
        Assert.Equal(TimeSpan.FromMilliseconds(0.1), entry.Measured(TimeSpan.Zero).RoundTrip);
        Assert.Equal(TimeSpan.FromMilliseconds(6553.5), entry.Measured(TimeSpan.FromHours(1)).RoundTrip);
    }
}
