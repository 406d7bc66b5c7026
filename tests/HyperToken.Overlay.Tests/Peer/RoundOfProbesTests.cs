using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class RoundOfProbesTests
{
    [Fact]
    public void Everybody_in_the_table_should_be_pinged_once()
    {
        var table = Tables.Snapshot(Ids.Of(0), Ids.Peers(100)[1..]);
        var round = new RoundOfProbes(table);
        var pinged = new List<string>();
        while (round.TryNext(out var contact))
        {
            pinged.Add(contact.Id.ToString());
            Assert.False(round.IsFinished);
            if (pinged.Count % 3 == 0)
                round.Silent(contact, isGone: true);
            else
                round.Done(contact.Id);
        }

        Assert.True(round.IsFinished);
        Assert.Equal(Tables.All(table).Select(entry => entry.Contact.Id.ToString()).Order(), pinged.Order());
        Assert.Equal((pinged.Count, pinged.Count / 3), (round.Pinged, round.Failed));
    }

    [Fact]
    public void A_round_should_wait_for_every_ping_and_take_each_outcome_once()
    {
        var round = new RoundOfProbes(Tables.Snapshot(Ids.Of(0), Ids.Peer(1), Ids.Peer(2)));
        round.TryNext(out _);
        round.TryNext(out _);
        round.Silent(Ids.Peer(1), isGone: true);
        round.Silent(Ids.Peer(1), isGone: true);
        round.Silent(Ids.Peer(9), isGone: true);
        Assert.False(round.IsFinished);
        round.Done(Ids.Of(2));
        Assert.True(round.IsFinished);
        Assert.Equal(1, round.Failed);
    }

    [Fact]
    public void A_silent_contact_should_be_pinged_three_times_before_it_counts_as_failed()
    {
        var round = new RoundOfProbes(Tables.Snapshot(Ids.Of(0), Ids.Peer(1)));
        for (var tries = 0; tries < 3; tries++)
        {
            Assert.False(round.IsFinished);
            Assert.True(round.TryNext(out var contact));
            Assert.Equal(Ids.Of(1), contact.Id);
            round.Silent(contact, isGone: false);
        }

        Assert.True(round.IsFinished);
        Assert.Equal((1, 1), (round.Pinged, round.Failed));
    }

    [Fact]
    public void A_contact_that_takes_a_place_meanwhile_should_be_pinged_too()
    {
        var round = new RoundOfProbes(Tables.Snapshot(Ids.Of(0)));
        Assert.True(round.IsFinished);
        round.Add(Ids.Peer(5));
        Assert.False(round.IsFinished);
        Assert.True(round.TryNext(out var contact));
        Assert.Equal(Ids.Of(5), contact.Id);
    }
}
