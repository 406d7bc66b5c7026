using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class ElectionTests
{
    private readonly Election _election = new();

    [Fact]
    public void The_best_score_should_win_and_of_equals_the_smaller_id()
    {
        var self = new Rival(Ids.Peer(0), 0.5f);
        Assert.Equal(self, _election.Best(self, Instant.Zero));
        Contact[] byId = [.. Enumerable.Range(1, 2).Select(Ids.Peer).OrderBy(contact => contact.Id)];
        _election.Heard(new Rival(byId[1], 0.6f), Instant.Zero);
        _election.Heard(new Rival(byId[0], 0.6f), Instant.Zero);
        Assert.Equal(byId[0].Id, _election.Best(self, Instant.Zero).Contact.Id);
        _election.Remove(byId[0].Id);
        Assert.Equal(byId[1].Id, _election.Best(self, Instant.Zero).Contact.Id);
    }

    [Fact]
    public void Whoever_was_not_heard_of_lately_should_be_passed_over()
    {
        var self = new Rival(Ids.Peer(0), 0.5f);
        _election.Heard(new Rival(Ids.Peer(1), 0.9f), new Instant(10));
        Assert.Equal(Ids.Peer(1).Id, _election.Best(self, new Instant(10)).Contact.Id);
        Assert.Equal(self, _election.Best(self, new Instant(11)));
    }

    [Fact]
    public void The_time_without_a_supernode_should_count_from_its_beginning()
    {
        _election.IsOrphan(true, new Instant(5));
        _election.IsOrphan(true, new Instant(9));
        Assert.Equal(new Instant(5), _election.OrphanedAt);
        _election.Heard(new Rival(Ids.Peer(1), 0.9f), new Instant(9));
        _election.IsOrphan(false, new Instant(10));
        Assert.Null(_election.OrphanedAt);
        Assert.Empty(_election.Rivals);
    }

    [Fact]
    public void However_many_there_are_the_best_should_be_remembered()
    {
        for (var i = 0; i < 1_000; i++)
            _election.Heard(new Rival(Ids.Peer(i), i / 1_000f), Instant.Zero);

        Assert.InRange(_election.Rivals.Count(), 1, 64);
        Assert.Equal(Ids.Peer(999).Id, _election.Best(new Rival(Ids.Peer(2_000), 0), Instant.Zero).Contact.Id);
    }
}
