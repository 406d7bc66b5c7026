using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

public sealed class RepairExchangeTests : RepairTestKit
{
    [Fact]
    public void A_peer_without_messages_should_have_nothing_to_do() =>
        Assert.Equal(Instant.Never, new Side().Exchange.NextDeadline);

    [Fact]
    public void For_some_seconds_after_a_message_others_should_be_told_of_it_twice_a_second_but_not_at_once()
    {
        var side = new Side();
        Hold(side, Message(1, 1));
        var told = Told(side, seconds: 14);
        var times = told.Select(digest => digest.At).Distinct().ToList();
        Assert.InRange(times.Count, 17, 22);
        Assert.InRange(times[0] - At(1000), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));
        Assert.True(times[^1] - At(1000) < TimeSpan.FromSeconds(10.6));
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 0.43, 0.57));
        Assert.All(told, digest => Assert.False(digest.Frame.WantsReply || digest.Frame.HasMore));
        Assert.Equal(told.Count, side.Counters.DigestsSent);
    }

    [Fact]
    public void Peers_that_heard_at_the_same_time_should_not_tell_at_the_same_time()
    {
        var first = Enumerable.Range(1, 20).Select(seed =>
        {
            var side = new Side(seed: (ulong)seed);
            Hold(side, Message(1, 1));
            return side.Exchange.NextDeadline;
        });
        Assert.InRange(first.Distinct().Count(), 15, 20);
    }

    [Fact]
    public void What_is_younger_than_a_second_should_not_be_told_of()
    {
        var side = new Side();
        for (var i = 1; i <= 200; i++)
        {
            Hold(side, Message(1, i));
            var before = _now;
            foreach (var (at, frame) in Told(side, milliseconds: 100))
            {
                var highest = frame.Streams.Max(stream => stream.Ranges.Max(range => range.Last));
                Assert.InRange((int)highest, 1, i - 9);
                Assert.True(at >= before);
            }
        }
    }

    [Fact]
    public void The_nearest_neighbours_should_be_told_in_turn_others_half_as_often_and_suspects_never()
    {
        var table = Tables.Of(Ids.Of(0), new KademliaSettings(), Others);
        var near = table.Snapshot().Closest(Ids.Of(0), 20).Select(contact => contact.Id).ToList();
        var suspects = Others[..30].Where(contact => !near.Contains(contact.Id)).ToList();
        foreach (var suspect in suspects)
            table.Failed(suspect.Id, refused: false, _now);

        _neighbours.Table = table.Snapshot();
        var side = new Side();
        var to = new List<PeerId>();
        for (var i = 1; i <= 40; i++)
        {
            Hold(side, Message(1, i));
            Told(side, seconds: 14);
            to.AddRange(_told.Select(told => told.Id));
        }

        Assert.DoesNotContain(to, id => suspects.Exists(suspect => suspect.Id == id));
        Assert.Equal(near[0], to[0]);
        var share = to.Count(near.Contains) / (double)to.Count;
        Assert.InRange(share, 0.65, 0.95);
        Assert.All(near, id => Assert.InRange(to.Count(told => told == id) / (double)to.Count, 0.01, 0.08));
    }

    /// <summary>Somebody at the edge of a dense part of the id space may be the twelfth closest to all of its neighbours, and no nearer to any.</summary>
    [Fact]
    public void The_closest_neighbours_should_all_be_told_of_one_message_the_nearer_the_sooner()
    {
        var near = _neighbours.Table.Closest(Ids.Of(0), 16).Select(contact => contact.Id).ToList();
        var side = new Side();
        Hold(side, Message(1, 1));
        Told(side, seconds: 14);
        var firstTold = near.Select(id => _told.FindIndex(told => told.Id == id)).ToList();
        Assert.DoesNotContain(-1, firstTold);
        Assert.Equal(0, firstTold[0]);
        Assert.InRange(firstTold[..4].Max(), 3, 9);
    }

    [Fact]
    public void Now_and_then_somebody_should_be_told_of_all_that_is_kept()
    {
        var side = new Side();
        Hold(side, Message(1, 1));
        Pass(TimeSpan.FromSeconds(12));
        Hold(side, Message(2, 1));
        Told(side, seconds: 14);
        var later = Told(side, seconds: 90);
        Assert.InRange(later.Count, 5, 7);
        Assert.All(later, told => Assert.Equal(2, told.Frame.Streams.Count));

        // The window is empty in the end.
        Told(side, seconds: 30);
        Assert.Equal(Instant.Never, side.Exchange.NextDeadline);
        Assert.Equal(0, side.Memory.Count);
    }

    [Fact]
    public void What_is_missing_should_be_fetched_and_what_is_there_should_not()
    {
        var side = new Side();
        Hold(side, Message(1, 2));
        side.Exchange.Receive(Other, Digest(Offer(1, 10, (1, 4)), Offer(2, 10, (7, 7))), _now, _output);
        var (to, fetch) = Assert.Single(_output.TakeSent<FetchFrame>());
        Assert.Same(Other, to);
        Assert.Equal([new(1, 1), new(3, 4)], fetch.Streams[0].Ranges);
        Assert.Equal([new(7, 7)], fetch.Streams[1].Ranges);
        Assert.Equal(4, side.Memory.Asked.Count);
        Assert.Equal((1, 1), (side.Counters.DigestsReceived, side.Counters.FetchesSent));

        side.Exchange.Receive(Other, Digest(Offer(1, 10, (2, 2))), _now, _output);
        Assert.Empty(_output.TakeSent<FetchFrame>());
    }

    [Fact]
    public void What_one_neighbour_was_asked_for_should_not_be_asked_of_another_before_the_time_out()
    {
        var side = new Side();
        side.Exchange.Receive(Other, Digest(Offer(1, 10, (1, 2))), _now, _output);
        side.Exchange.Receive(Others[1], Digest(Offer(1, 10, (1, 3))), _now, _output);
        var asked = _output.TakeSent<FetchFrame>();
        Assert.Equal([new(3, 3)], asked[1].Frame.Streams[0].Ranges);

        Hold(side, Message(1, 1));
        Hold(side, Message(1, 3));
        Pass(TimeSpan.FromSeconds(1));
        side.Exchange.Advance(_neighbours, _now, _output);
        var again = Assert.Single(_output.TakeSent<FetchFrame>());
        Assert.Equal([new(2, 2)], again.Frame.Streams[0].Ranges);
    }

    [Fact]
    public void What_is_fetched_should_be_sent_again_once_with_no_hop_left()
    {
        var side = new Side();
        var messages = Enumerable.Range(1, 5).Select(i => Message(1, i)).ToList();
        messages.ForEach(message => Hold(side, message));
        side.Exchange.Receive(Other, Fetch(Offer(1, 0, (2, 3), (5, 9)), Offer(7, 0, (1, 9))), _now, _output);
        var sent = _output.TakeSent<BroadcastFrame>();
        Assert.Equal([messages[1].Id, messages[2].Id, messages[4].Id], sent.Select(frame => frame.Frame.Header.Id));
        Assert.All(sent, frame =>
        {
            Assert.Same(Other, frame.To);
            Assert.Equal(new HopHeader(frame.Frame.Header.Id, BroadcastPlan.Repair, TimeToLive: 0, Hops: 1), frame.Frame.Header);
        });
        Assert.Equal((3, 3, 1), (side.Counters.Served, side.Counters.PayloadsSent, side.Counters.FetchesReceived));
    }

    [Fact]
    public void A_contact_that_was_away_should_get_all_and_be_asked_for_all_part_by_part()
    {
        var (here, there) = (new Side(), new Side(seed: 2));
        for (var i = 1; i <= 3_000; i++)
            Hold(i % 2 == 0 ? here : there, Message(i % 50, i));

        Pass(TimeSpan.FromSeconds(2));
        here.Exchange.Returned(Other, _now);
        var rounds = Converse(here, there);
        Assert.InRange(rounds, 5, 60);
        Assert.Equal(3_000, here.Memory.Count);
        Assert.Equal(3_000, there.Memory.Count);
        Assert.InRange(here.Counters.DigestsSent, 3, 9);
        Assert.Equal(0, here.Counters.DigestsDropped + there.Counters.DigestsDropped);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_older_than_the_peer_should_be_fetched_only_on_request(bool catchesUp)
    {
        var side = new Side(catchesUp: catchesUp);
        side.Exchange.Started(_now);
        Pass(TimeSpan.FromSeconds(5));
        side.Exchange.Receive(Other, Digest(Offer(1, 5_001, (1, 3)), Offer(2, 4_999, (8, 9))), _now, _output);
        var fetch = Assert.Single(_output.TakeSent<FetchFrame>()).Frame;
        Assert.Equal(catchesUp ? 2 : 1, fetch.Streams.Count);
        Assert.Equal([new(8, 9)], fetch.Streams[^1].Ranges);
    }

    [Fact]
    public void What_is_older_than_the_peer_should_be_taken_above_the_first_message_it_received_of_the_stream()
    {
        var side = new Side();
        side.Exchange.Started(_now);
        Pass(TimeSpan.FromSeconds(1));
        Hold(side, Message(1, 5));
        Hold(side, Message(1, 8));
        side.Exchange.Receive(Other, Digest(Offer(1, 60_000, (1, 9))), _now, _output);
        var fetch = Assert.Single(_output.TakeSent<FetchFrame>()).Frame;
        Assert.Equal([new(6, 7), new(9, 9)], fetch.Streams[0].Ranges);
    }

    [Fact]
    public void A_restarted_peer_should_ask_for_what_it_missed_and_a_new_one_should_not()
    {
        var side = new Side();
        side.Exchange.Started(_now);
        side.Exchange.Joined(_neighbours, _now);
        Assert.Empty(Told(side, seconds: 5));

        var restarted = new Side(memory: side.Memory);
        restarted.Exchange.Started(_now);
        restarted.Exchange.Joined(_neighbours, _now);
        var told = Told(restarted, seconds: 5);
        Assert.InRange(told.Count, 1, 2);
        Assert.All(told, digest => Assert.True(digest.Frame.WantsReply));

        restarted.Exchange.Receive(Other, Digest(Offer(1, 4_000, (1, 3))), _now, _output);
        Assert.Single(_output.TakeSent<FetchFrame>());
    }
}
