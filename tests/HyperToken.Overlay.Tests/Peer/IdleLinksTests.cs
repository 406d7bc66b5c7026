using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class IdleLinksTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly Instant Now = Instant.Zero + TimeSpan.FromHours(1);

    [Fact]
    public void Links_unused_for_the_timeout_should_be_due_and_no_others()
    {
        var almost = Timeout - TimeSpan.FromMicroseconds(1);
        Assert.Equal([Ids.Of(2), Ids.Of(3)], Due(RoutingStrategy.Kademlia, null, (1, almost), (2, Timeout), (3, 2 * Timeout), (4, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData(RoutingStrategy.Naive)]
    [InlineData(RoutingStrategy.Auto)]
    public void A_peer_whose_broadcasts_go_where_it_has_links_should_keep_them(RoutingStrategy strategy) =>
        Assert.Empty(Due(strategy, null, (1, 10 * Timeout)));

    [Theory]
    [InlineData(RoutingStrategy.Supernode)]
    [InlineData(RoutingStrategy.Hybrid)]
    public void A_supernode_should_keep_its_leaves(RoutingStrategy strategy)
    {
        var supernode = new RoleSnapshot(PeerRole.Supernode, [], [Ids.Peer(1)], [Ids.Peer(2)]);
        Assert.Equal([Ids.Of(3)], Due(strategy, supernode, (1, 2 * Timeout), (2, 2 * Timeout), (3, 2 * Timeout)));
    }

    [Fact]
    public void A_leaf_should_keep_its_supernodes()
    {
        var leaf = new RoleSnapshot(PeerRole.Leaf, [Ids.Peer(1), Ids.Peer(2)], [], []);
        Assert.Equal([Ids.Of(3)], Due(RoutingStrategy.Supernode, leaf, (1, 2 * Timeout), (2, 2 * Timeout), (3, 2 * Timeout)));
    }

    [Fact]
    public void Without_a_timeout_nothing_can_be_said() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IdleLinks.Due([], TimeSpan.Zero, Now, RoutingStrategy.Kademlia));

    private static IEnumerable<PeerId> Due(RoutingStrategy strategy, RoleSnapshot? role, params (int Index, TimeSpan Unused)[] links) =>
        IdleLinks.Due(links.Select(link => (Ids.Peer(link.Index), Now + -link.Unused)), Timeout, Now, strategy, role).Select(contact => contact.Id);
}
