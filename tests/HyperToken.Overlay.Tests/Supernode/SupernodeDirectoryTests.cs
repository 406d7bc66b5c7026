using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Supernode;

public sealed class SupernodeDirectoryTests
{
    private readonly SupernodeDirectory _directory = new();
    private readonly RandomSource _random = new(3);

    [Fact]
    public void The_less_loaded_should_be_named_more_often_but_not_alone()
    {
        for (var i = 0; i < 10; i++)
            Hear(i, leaves: i);

        var named = Enumerable.Range(0, 2_000).Select(_ => _directory.Draw(_random, _ => true)!.PrimaryLeaves).GroupBy(leaves => leaves).ToDictionary(group => group.Key, group => group.Count());

        // Of two among ten the least loaded is drawn in 19 of 100 cases, the most loaded in 1.
        Assert.InRange(named[0], 300, 460);
        Assert.InRange(named[9], 1, 60);
    }

    [Fact]
    public void A_few_should_be_named_each_once_and_not_the_one_who_asks_nor_the_stale()
    {
        for (var i = 0; i < 6; i++)
            Hear(i, leaves: 1, at: i < 2 ? 0 : 10);

        for (var i = 0; i < 100; i++)
        {
            var named = _directory.Name(Ids.Peer(2).Id, new Instant(10), _random).Select(load => load.Contact.Id).ToList();
            Assert.Equal(3, named.Distinct().Count());
            Assert.Equal(new[] { 3, 4, 5 }.Select(peer => Ids.Peer(peer).Id).Order(), named.Order());
        }
    }

    [Fact]
    public void Whoever_was_sent_somewhere_should_count_there_until_it_tells_its_load_itself()
    {
        Hear(0, leaves: 5);
        _directory.Referred(Ids.Peer(0).Id);
        Assert.Equal(6, _directory.Draw(_random, _ => true)!.PrimaryLeaves);
        Hear(0, leaves: 5);
        Assert.Equal(5, _directory.Draw(_random, _ => true)!.PrimaryLeaves);
    }

    [Fact]
    public void The_longest_unheard_of_should_be_forgotten_at_the_limit()
    {
        for (var i = 0; i < SupernodeDirectory.MaxKnown + 10; i++)
            Hear(i, leaves: 0, at: i);

        Assert.Equal(SupernodeDirectory.MaxKnown, _directory.Count);
        Assert.False(_directory.Contains(Ids.Peer(9).Id));
        Assert.True(_directory.Contains(Ids.Peer(10).Id));
    }

    private void Hear(int peer, int leaves, long at = 0) =>
        _directory.Heard(new SupernodeLoad(Ids.Peer(peer), leaves, 0), 0.5f, 0, new Instant(at));
}
