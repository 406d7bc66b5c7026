using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Tests.Peers;

public sealed class PeerLinksTests
{
    private static readonly Contact[] Contacts = [.. Enumerable.Range(0, 20).Select(i => new Contact(PeerId.Derive(1, (ulong)i)))];
    private static readonly NeighbourSnapshot NoTable = NeighbourSnapshot.Empty(PeerId.Derive(2, 0), 20);
    private readonly PeerLinks _links = new();

    [Fact]
    public void Up_to_the_cap_nothing_is_closed()
    {
        Open(8);
        Assert.Empty(_links.Excess(Contacts[7], 8, NoTable, role: null));
    }

    [Fact]
    public void Above_the_cap_those_unused_the_longest_go_and_the_newest_stays()
    {
        Open(9);
        _links.Used(Contacts[0].Id, new Instant(100));
        var excess = _links.Excess(Contacts[8], 8, NoTable, role: null);
        Assert.Equal([Contacts[1]], excess);
        Assert.True(_links.Closed(Contacts[1].Id));
        Assert.Equal(8, _links.Count);
    }

    [Fact]
    public void The_newest_stays_though_it_was_never_used()
    {
        Open(20);
        foreach (var contact in Contacts[..19])
            _links.Used(contact.Id, new Instant(1_000));

        Assert.DoesNotContain(Contacts[19], _links.Excess(Contacts[19], 8, NoTable, role: null));
    }

    [Fact]
    public void A_link_being_opened_takes_frames_when_it_is_open()
    {
        _links.Opened(Contacts[0], new Instant(10));
        _links.DialedUntil(Contacts[0].Id, new Instant(500));
        _links.Used(Contacts[0].Id, new Instant(20));
        Assert.Equal(new Instant(500), _links.OpenAt(Contacts[0].Id, new Instant(20)));
        Assert.Equal(new Instant(501), _links.OpenAt(Contacts[0].Id, new Instant(501)));

        // Where the other side opened it sooner, nothing has to wait any more.
        _links.Opened(Contacts[0], new Instant(30));
        Assert.Equal(new Instant(30), _links.OpenAt(Contacts[0].Id, new Instant(30)));
    }

    [Fact]
    public void A_frame_over_a_closed_link_leaves_nothing_behind()
    {
        Open(1);
        Assert.True(_links.Closed(Contacts[0].Id));
        Assert.False(_links.Closed(Contacts[0].Id));
        _links.Used(Contacts[0].Id, new Instant(9));
        Assert.Equal(0, _links.Count);
        Assert.False(_links.Has(Contacts[0].Id));
        Assert.Equal(new Instant(9), _links.OpenAt(Contacts[0].Id, new Instant(9)));
    }

    private void Open(int count)
    {
        for (var i = 0; i < count; i++)
            _links.Opened(Contacts[i], new Instant(i));
    }
}
