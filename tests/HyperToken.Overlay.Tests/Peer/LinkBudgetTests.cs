using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class LinkBudgetTests
{
    private static readonly NeighbourSnapshot Table = Tables.Snapshot(Ids.Of(0), Ids.Peers(11)[1..]);

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    public void Within_the_budget_every_link_should_stay(int links) => Assert.Empty(LinkBudget.Excess(Links(links), 16, Table));

    [Fact]
    public void Beyond_it_an_eighth_should_be_free_again() => Assert.Equal(4 + 2, LinkBudget.Excess(Links(20), 16, Table).Count);

    [Fact]
    public void Strangers_should_go_first_and_of_each_kind_the_longest_unused()
    {
        // Peers 1 to 10 are in the table, 11 to 20 are not; the higher the number the longer unused.
        var excess = LinkBudget.Excess(Links(20), 8, Table).Select(contact => contact.Id);
        int[] expected = [20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8];
        Assert.Equal(expected.Select(Ids.Of), excess);
    }

    [Fact]
    public void Links_to_leaves_should_neither_count_nor_be_given_up()
    {
        var supernode = new RoleSnapshot(PeerRole.Supernode, [], Ids.Peers(120)[20..], Ids.Peers(320)[120..]);
        Assert.Empty(LinkBudget.ExcessBeside(Ids.Of(1), Links(16).Concat(Links(319)[19..]), 16, Table, supernode));
        Assert.Empty(LinkBudget.ExcessBeside(Ids.Of(20), Links(16).Concat(Links(319)[19..]), 16, Table, supernode));

        var excess = LinkBudget.ExcessBeside(Ids.Of(1), Links(319), 16, Table, supernode).Select(contact => contact.Id).ToHashSet();
        Assert.Equal(3 + 1, excess.Count);
        Assert.All(excess, id => Assert.Contains(id, Ids.Peers(20).Select(contact => contact.Id)));
    }

    [Fact]
    public void A_leaf_should_keep_the_links_to_its_supernodes()
    {
        var leaf = new RoleSnapshot(PeerRole.Leaf, [Ids.Peer(18), Ids.Peer(19), Ids.Peer(20)], [], []);
        var excess = LinkBudget.ExcessBeside(Ids.Of(1), Links(20), 8, Table, leaf).Select(contact => contact.Id);
        int[] expected = [17, 16, 15, 14, 13, 12, 11, 10, 9];
        Assert.Equal(expected.Select(Ids.Of), excess);
    }

    private static List<(Contact Contact, Instant LastUsed)> Links(int count) =>
        Enumerable.Range(1, count).Select(i => (Ids.Peer(i), new Instant(1000 - i))).ToList();
}
