using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Tree;

public sealed class LinkTimeoutsTests
{
    private static readonly TreeSettings Settings = new()
    {
        MinTimeout = TimeSpan.FromMilliseconds(1),
        MaxTimeout = TimeSpan.FromSeconds(2),
        UnknownTimeout = TimeSpan.FromMilliseconds(250),
    };

    private static readonly Contact Contact = Ids.Peer(1);
    private readonly RoutingTable _table = Tables.Of(Ids.Of(0), new KademliaSettings { MaxFailures = 9 }, [Contact]);
    private readonly PeerNeighbours _neighbours;
    private readonly LinkTimeouts _timeouts = new(Settings);

    public LinkTimeoutsTests()
    {
        _neighbours = new PeerNeighbours(_table.Snapshot());
        _neighbours.Opened(Contact);
    }

    [Fact]
    public void Nothing_known_should_be_waited_for_as_the_settings_say() => AssertMillis(250);

    [Fact]
    public void One_round_trip_should_be_followed_by_twice_as_long()
    {
        // The variation is supposed to be a quarter.
        Measure(100);
        AssertMillis(200);
    }

    [Fact]
    public void Round_trip_and_variation_should_be_smoothed_by_an_eighth_and_a_quarter()
    {
        Measure(100);
        Measure(180);

        // SRTT 7/8 · 100 + 1/8 · 180 = 110; RTTVAR 3/4 · 25 + 1/4 · 80 = 38.75.
        AssertMillis(110 + (4 * 38.75));
    }

    [Fact]
    public void An_even_round_trip_should_leave_a_quarter_for_variation()
    {
        for (var i = 0; i < 100; i++)
            Measure(80);

        AssertMillis(100);
    }

    [Fact]
    public void What_only_the_table_knows_should_be_used()
    {
        TableKnows(120);
        AssertMillis(180);
    }

    [Fact]
    public void The_first_measurement_should_be_smoothed_with_what_the_table_knows()
    {
        TableKnows(80);
        Measure(160);
        AssertMillis(90 + (4 * 80));
    }

    [Fact]
    public void What_the_table_knows_should_count_though_the_contact_was_silent_or_has_told_its_load()
    {
        TableKnows(120);
        _timeouts.Loaded(Contact, 5);
        AssertMillis(180);
        _timeouts.TimedOut(Contact);
        _timeouts.TimedOut(Contact);
        AssertMillis(360);
    }

    [Fact]
    public void Each_silence_after_the_first_should_double_it_up_to_the_most()
    {
        // The first may be a lost frame.
        foreach (var millis in new[] { 250, 500, 1_000, 2_000, 2_000 })
        {
            _timeouts.TimedOut(Contact);
            AssertMillis(millis);
        }

        for (var i = 0; i < 300; i++)
            _timeouts.TimedOut(Contact);

        AssertMillis(2_000);
        Assert.Equal(TimeSpan.FromMilliseconds(250), _timeouts.OnceOf(Contact, _neighbours));
    }

    [Fact]
    public void It_should_never_be_shorter_than_the_least()
    {
        var timeouts = new LinkTimeouts(Settings with { MinTimeout = TimeSpan.FromMilliseconds(100) });
        timeouts.Measured(Contact, TimeSpan.FromMilliseconds(1), _neighbours.Table);
        Assert.Equal(TimeSpan.FromMilliseconds(100), timeouts.Of(Contact, _neighbours));
    }

    [Fact]
    public void Whoever_was_silent_should_be_in_doubt_until_heard()
    {
        _timeouts.TimedOut(Contact);
        _timeouts.TimedOut(Contact);
        Assert.Equal((1, Trust.Doubtful), (_timeouts.Doubts, TrustOfContact()));

        _timeouts.Heard(Ids.Peer(2));
        Assert.Equal(1, _timeouts.Doubts);

        _timeouts.Heard(Contact);
        _timeouts.Heard(Contact);
        Assert.Equal((0, Trust.Trusted), (_timeouts.Doubts, TrustOfContact()));
        AssertMillis(250);
    }

    [Fact]
    public void An_answer_should_clear_the_doubt()
    {
        _timeouts.TimedOut(Contact);
        Measure(100);
        Assert.Equal(0, _timeouts.Doubts);
        AssertMillis(200);
    }

    [Fact]
    public void What_the_table_thinks_should_count_too()
    {
        // Two pings in a row may get lost.
        for (var failure = 0; failure < 2; failure++)
        {
            _table.Failed(Contact.Id, refused: false, Instant.Zero);
            TakeSnapshot();
            Assert.Equal(Trust.Doubtful, TrustOfContact());
        }

        _table.Failed(Contact.Id, refused: false, Instant.Zero);
        TakeSnapshot();
        Assert.Equal(Trust.Dead, TrustOfContact());
    }

    [Fact]
    public void A_link_to_be_opened_should_be_given_its_round_trips()
    {
        Measure(100);
        _neighbours.Closed(Contact.Id);
        AssertMillis(200 + (Settings.DialRoundTrips * 100));
    }

    [Fact]
    public void The_table_should_be_told_of_what_it_does_not_know_or_knows_otherwise()
    {
        Assert.True(_timeouts.Measured(Contact, TimeSpan.FromMilliseconds(100), _neighbours.Table));
        TableKnows(100);
        Assert.False(_timeouts.Measured(Contact, TimeSpan.FromMilliseconds(110), _neighbours.Table));

        var told = false;
        for (var i = 0; i < 5; i++)
            told |= _timeouts.Measured(Contact, TimeSpan.FromMilliseconds(400), _neighbours.Table);

        Assert.True(told);
    }

    [Fact]
    public void A_candidate_should_be_what_was_measured()
    {
        Assert.Equal((250_000, 1f), Assess());
        TableKnows(60);
        Assert.Equal((60_000, 1f), Assess());
        Measure(60);
        _timeouts.Loaded(Contact, 320);

        // The mean over 32 acknowledgements is 10 now: 330 against 20.
        Assert.Equal((60_000, 16.5f), Assess());
        Assert.Equal(10, _timeouts.MeanLoad);
    }

    [Fact]
    public void Thousands_of_contacts_should_not_be_remembered_for_ever()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _timeouts.TimedOut(Ids.Peer(i));
            Assert.InRange(_timeouts.Doubts, 1, 4096);
        }

        for (var i = 0; i < 10_000; i++)
            _timeouts.Heard(Ids.Peer(i));

        Assert.Equal(0, _timeouts.Doubts);
    }

    private void Measure(int millis) => _timeouts.Measured(Contact, TimeSpan.FromMilliseconds(millis), _neighbours.Table);

    private void TableKnows(int millis)
    {
        _table.Measured(Contact.Id, TimeSpan.FromMilliseconds(millis));
        TakeSnapshot();
    }

    private void TakeSnapshot() => _neighbours.Table = _table.Snapshot();

    private Trust TrustOfContact() => _timeouts.TrustIn(Tables.All(_neighbours.Table).Single());

    private (int Micros, float Load) Assess()
    {
        var candidate = _timeouts.Assess(Ids.Of(0), Tables.All(_neighbours.Table).Single());
        return (candidate.Micros, candidate.Load);
    }

    private void AssertMillis(double expected) => Assert.Equal(TimeSpan.FromMilliseconds(expected), _timeouts.Of(Contact, _neighbours));
}
