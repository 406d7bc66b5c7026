using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast;

public sealed class NaivePlanTests
{
    private readonly PeerNeighbours _neighbours = new(Tables.Snapshot(Ids.Of(0), Ids.Peers(9)[5..]));

    public NaivePlanTests()
    {
        foreach (var contact in Ids.Peers(5)[1..])
            _neighbours.Opened(contact);
    }

    [Fact]
    public void Every_link_should_be_chosen_and_nobody_else() => AssertChosen(Ids.Of(0), null, 1, 2, 3, 4);

    [Fact]
    public void Sender_and_origin_should_be_left_out()
    {
        AssertChosen(Ids.Of(2), Ids.Peer(3), 1, 4);
        AssertChosen(Ids.Of(99), Ids.Peer(3), 1, 2, 4);
    }

    [Fact]
    public void A_closed_link_should_be_chosen_no_more()
    {
        _neighbours.Closed(Ids.Of(4));
        AssertChosen(Ids.Of(0), null, 1, 2, 3);
    }

    private void AssertChosen(PeerId origin, Contact? from, params int[] expected)
    {
        var chosen = new List<Contact>();
        new NaivePlan().Choose(_neighbours, origin, from, new RandomSource(1), chosen);
        Assert.Equal(expected.Select(Ids.Of).Order(), chosen.Select(contact => contact.Id).Order());
    }
}
