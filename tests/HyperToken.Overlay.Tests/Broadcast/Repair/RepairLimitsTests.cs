using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

/// <summary>What one neighbour, or many at once, may cost.</summary>
public sealed class RepairLimitsTests : RepairTestKit
{
    [Fact]
    public void A_neighbour_that_offers_and_never_sends_should_be_left_alone_in_the_end()
    {
        var side = new Side();
        side.Exchange.Receive(Other, Digest(Offer(1, 10, (1, 1UL << 62)), Offer(2, 10, (1, ulong.MaxValue - 1))), _now, _output);
        Assert.Equal(256, side.Memory.Asked.Count);
        for (var i = 0; i < 100; i++)
        {
            Pass(TimeSpan.FromMilliseconds(100));
            side.Exchange.Advance(_neighbours, _now, _output);
        }

        Assert.InRange(_output.TakeSent<FetchFrame>().Count, 2, 4);
        Assert.Equal((0, 1), (side.Memory.Asked.Count, side.Counters.DigestsDropped));
        Assert.Equal(Instant.Never, side.Exchange.NextDeadline);
    }

    [Fact]
    public void One_neighbour_should_get_only_so_many_messages_a_second_and_others_theirs()
    {
        var side = new Side(new RepairSettings { MaxServed = 20, MaxServedTotal = 35 });
        for (var i = 1; i <= 50; i++)
            Hold(side, Message(1, i));

        side.Exchange.Receive(Other, Fetch(Offer(1, 0, (1, 50))), _now, _output);
        Assert.Equal(20, _output.TakeSent<BroadcastFrame>().Count);
        side.Exchange.Receive(Others[1], Fetch(Offer(1, 0, (1, 50))), _now, _output);
        Assert.Equal(15, _output.TakeSent<BroadcastFrame>().Count);
        Assert.Equal(65, side.Counters.ServesRefused);

        Pass(TimeSpan.FromSeconds(1));
        side.Exchange.Receive(Other, Fetch(Offer(1, 0, (21, 50))), _now, _output);
        Assert.Equal(20, _output.TakeSent<BroadcastFrame>().Count);
    }

    [Fact]
    public void One_neighbour_should_get_only_so_many_bytes_a_second_but_one_message_whatever_its_size()
    {
        var side = new Side(new RepairSettings { MaxServedBytes = 2_500 });
        for (var i = 1; i <= 5; i++)
            Hold(side, Message(1, i, payloadBytes: 1_000));

        Hold(side, Message(2, 1, payloadBytes: 5_000));
        side.Exchange.Receive(Other, Fetch(Offer(1, 0, (1, 5))), _now, _output);
        Assert.Equal(2, _output.TakeSent<BroadcastFrame>().Count);
        side.Exchange.Receive(Others[1], Fetch(Offer(2, 0, (1, 1))), _now, _output);
        Assert.Single(_output.TakeSent<BroadcastFrame>());
    }

    [Fact]
    public void One_neighbour_should_ask_only_so_often_a_second()
    {
        var side = new Side(new RepairSettings { MaxFetches = 3 });
        Hold(side, Message(1, 1));
        for (var i = 0; i < 5; i++)
            side.Exchange.Receive(Other, Fetch(Offer(1, 0, (1, 1))), _now, _output);

        Assert.Equal(3, _output.TakeSent<BroadcastFrame>().Count);
        Assert.Equal(2, side.Counters.FetchesRefused);
    }

    [Fact]
    public void A_contact_that_comes_back_again_and_again_should_be_compared_with_now_and_then()
    {
        var side = new Side();
        for (var i = 0; i < 100; i++)
        {
            side.Exchange.Returned(Other, _now);
            Pass(TimeSpan.FromMilliseconds(500));
            side.Exchange.Advance(_neighbours, _now, _output);
        }

        Assert.InRange(_output.TakeSent<DigestFrame>().Count, 4, 6);
    }

    [Fact]
    public void Who_asks_for_a_digest_again_and_again_should_get_it_now_and_then()
    {
        var side = new Side();
        Hold(side, Message(1, 1));
        Pass(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 100; i++)
            side.Exchange.Receive(Other, new DigestFrame([], WantsReply: true), _now, _output);

        Assert.Single(_output.TakeSent<DigestFrame>());
        Assert.Equal(99, side.Counters.DigestsRefused);
    }

    [Fact]
    public void Of_many_contacts_that_come_back_at_once_a_few_should_be_compared_with_one_after_the_other()
    {
        var side = new Side();
        foreach (var other in Others)
            side.Exchange.Returned(other, _now);

        var told = Told(side, seconds: 10);
        Assert.Equal(4, told.Count);
        Assert.All(told, digest => Assert.True(digest.Frame.WantsReply));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At > TimeSpan.FromMilliseconds(400)));
    }

    [Fact]
    public void More_digests_than_can_be_kept_should_be_answered_once_and_counted()
    {
        var side = new Side();
        for (var i = 0; i < 6; i++)
            side.Exchange.Receive(Others[i], Digest(Offer(1 + i, 10, (1, 1))), _now, _output);

        Assert.Equal(6, _output.TakeSent<FetchFrame>().Count);
        Assert.Equal(2, side.Counters.DigestsDropped);
    }
}
