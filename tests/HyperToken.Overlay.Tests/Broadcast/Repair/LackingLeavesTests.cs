using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

/// <summary>A leaf has its supernodes only: nobody else tells it what it missed, and after a crash many have missed something.</summary>
public sealed class LackingLeavesTests : RepairTestKit
{
    private static readonly DigestFrame Lacking = Digest(Offer(1, 4_000, (1, 1)));
    private static readonly Contact[] Leaves = [.. Others.Select(other => other.In(ContactMode.Leaf))];
    private readonly Side _supernode = new();

    public LackingLeavesTests()
    {
        Hold(_supernode, Message(1, 1));
        Pass(TimeSpan.FromSeconds(1));
        Hold(_supernode, Message(1, 2));
        Pass(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void All_leaves_that_lack_something_should_be_told_at_once()
    {
        foreach (var leaf in Leaves)
            _supernode.Exchange.Receive(leaf, Lacking, _now, _output);

        var told = _output.TakeSent<DigestFrame>();
        Assert.Equal(Leaves, told.Select(sent => sent.To));
        Assert.All(told, sent => Assert.Equal([new SequenceRange(2, 2)], Assert.Single(sent.Frame.Streams).Ranges));
    }

    [Fact]
    public void One_leaf_should_be_told_twice_a_second_at_most()
    {
        for (var i = 0; i < 100; i++)
        {
            _supernode.Exchange.Receive(Leaves[0], Lacking, _now, _output);
            Pass(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(2, _output.TakeSent<DigestFrame>().Count);
    }

    [Fact]
    public void Servers_should_be_told_one_at_a_time_whatever_leaves_ask()
    {
        foreach (var contact in Leaves[..10].Concat(Others))
            _supernode.Exchange.Receive(contact, Lacking, _now, _output);

        Assert.Equal(11, _output.TakeSent<DigestFrame>().Count);
    }

    [Fact]
    public void Leaves_that_anybody_makes_up_should_not_be_answered_without_end()
    {
        for (var i = 0; i < 3_000; i++)
            _supernode.Exchange.Receive(new Contact(PeerId.Derive(7, (ulong)i)).In(ContactMode.Leaf), Lacking, _now, _output);

        Assert.Equal(1024, _output.TakeSent<DigestFrame>().Count);
    }

    [Fact]
    public void What_a_leaf_missed_a_while_ago_should_be_found_by_its_digest_of_all_it_keeps()
    {
        Pass(TimeSpan.FromSeconds(20));
        _supernode.Exchange.Receive(Leaves[0], Digest(Offer(1, 24_000, (1, 1))), _now, _output);

        var (to, digest) = Assert.Single(_output.TakeSent<DigestFrame>());
        Assert.Same(Leaves[0], to);
        Assert.Equal([new SequenceRange(2, 2)], Assert.Single(digest.Streams).Ranges);
    }

    [Fact]
    public void What_a_burst_hides_should_be_found_by_a_digest_of_all_also_when_the_leaf_was_told_of_all_just_before()
    {
        for (var i = 1; i <= 300; i++)
            Hold(_supernode, Message(2, i));

        _supernode.Exchange.Receive(Leaves[0], Digest() with { WantsReply = true }, _now, _output);
        _output.TakeSent<DigestFrame>();
        Pass(TimeSpan.FromSeconds(3));
        _supernode.Exchange.Receive(Leaves[0], Digest(Offer(1, 7_000, (1, 2)), Offer(2, 3_000, (1, 107), (109, 300))), _now, _output);

        var (_, digest) = Assert.Single(_output.TakeSent<DigestFrame>());
        Assert.Equal([new SequenceRange(108, 108)], Assert.Single(digest.Streams).Ranges);
    }
}
