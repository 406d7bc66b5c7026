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
            round.Done(contact.Id, failed: pinged.Count % 3 == 0);
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
        round.Done(Ids.Of(1), failed: true);
        round.Done(Ids.Of(1), failed: true);
        round.Done(Ids.Of(9), failed: true);
        Assert.False(round.IsFinished);
        round.Done(Ids.Of(2), failed: false);
        Assert.True(round.IsFinished);
        Assert.Equal(1, round.Failed);
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
