using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Kademlia;

public sealed class DormantListTests
{
    [Fact]
    public void Each_contact_should_have_its_turn()
    {
        var list = new DormantList(4);
        foreach (var contact in Ids.Peers(3))
            list.Add(contact);

        var turns = Enumerable.Range(0, 6).Select(_ => list.Next()!.Id);
        Assert.Equal([Ids.Of(0), Ids.Of(1), Ids.Of(2), Ids.Of(0), Ids.Of(1), Ids.Of(2)], turns);
    }

    [Fact]
    public void Nobody_should_lose_a_turn_when_another_comes_back()
    {
        var list = new DormantList(4);
        foreach (var contact in Ids.Peers(4))
            list.Add(contact);

        Assert.Equal(Ids.Of(0), list.Next()!.Id);
        Assert.Equal(Ids.Of(1), list.Next()!.Id);
        list.Remove(Ids.Of(0));
        Assert.Equal(Ids.Of(2), list.Next()!.Id);
        list.Remove(Ids.Of(3));
        Assert.Equal(Ids.Of(1), list.Next()!.Id);
        Assert.Equal(Ids.Of(2), list.Next()!.Id);
    }

    [Fact]
    public void Nobody_should_lose_a_turn_when_the_oldest_make_room()
    {
        var list = new DormantList(3);
        foreach (var contact in Ids.Peers(3))
            list.Add(contact);

        Assert.Equal(Ids.Of(0), list.Next()!.Id);
        list.Add(Ids.Peer(3));
        Assert.Equal(Ids.Of(1), list.Next()!.Id);
        list.Add(Ids.Peer(4));
        Assert.Equal(Ids.Of(2), list.Next()!.Id);
    }

    [Fact]
    public void The_oldest_should_make_room()
    {
        var list = new DormantList(2);
        foreach (var contact in Ids.Peers(3))
            list.Add(contact);

        Assert.Equal(2, list.Count);
        Assert.Equal([Ids.Of(1), Ids.Of(2)], new[] { list.Next()!.Id, list.Next()!.Id });
    }

    [Fact]
    public void A_contact_should_be_kept_once()
    {
        var list = new DormantList(3);
        list.Add(Ids.Peer(0));
        list.Add(Ids.Peer(1));
        list.Add(Ids.Peer(0));
        Assert.Equal(2, list.Count);
        Assert.Equal(Ids.Of(1), list.Next()!.Id);
    }

    [Fact]
    public void An_empty_list_should_have_nobody_to_try()
    {
        var list = new DormantList(0);
        list.Add(Ids.Peer(0));
        list.Remove(Ids.Of(5));
        Assert.Equal(0, list.Count);
        Assert.Null(list.Next());
    }
}
