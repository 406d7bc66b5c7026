using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class DirectRouterTests
{
    // The target is id zero, so that a contact's distance to it is its number; this peer stands at 1000.
    private static readonly PeerId Self = Ids.At(1000);
    private static readonly PeerId Target = Ids.Zero;
    private static readonly PeerSettings Settings = new() { MaxRoutes = 10, RouteTimeToLive = 8, RouteTimeout = TimeSpan.FromSeconds(5) };
    private readonly PeerCounters _counters = new();
    private readonly RecordingOutput _output = new();
    private readonly SeenCache _seen = new(Settings.Broadcast.SeenWindow, 1000);
    private readonly DirectRouter _router;
    private PeerNeighbours _neighbours = Knows(10, 20, 30, 40, 2000);
    private ulong _sequence;
    private Instant _now;

    public DirectRouterTests() => _router = new DirectRouter(Self, Settings, _seen, _counters);

    [Fact]
    public void A_message_should_go_to_the_closest_with_its_whole_time_to_live()
    {
        var id = Send();
        var (to, frame) = TakeRoute();
        Assert.Equal(Ids.At(10), to);
        Assert.Equal((id, Target, 7), (frame.Id, frame.Target, frame.TimeToLive));
        Assert.True(frame.Envelope.TryOpen(out var body));
        Assert.Equal(Target, body.Target);

        Result(10, id, RouteOutcome.Delivered);
        Assert.Equal(new SendCompleted(id, SendOutcome.Delivered), Completed());
        Assert.Equal(0, _router.Count);
    }

    [Fact]
    public void A_known_target_should_be_sent_to_directly()
    {
        _neighbours = Knows(0, 10);
        Send();
        Assert.Equal(Target, TakeRoute().To);
    }

    [Fact]
    public void A_linked_target_should_be_sent_to_though_it_is_in_no_table()
    {
        _neighbours.Opened(new Contact(Target, mode: ContactMode.Leaf));
        Send();
        Assert.Equal(Target, TakeRoute().To);
    }

    [Fact]
    public void A_linked_contact_should_be_preferred_among_the_closest()
    {
        _neighbours.Opened(At(30));
        Send();
        Assert.Equal(Ids.At(30), TakeRoute().To);
    }

    [Fact]
    public void Nobody_farther_than_this_peer_should_ever_be_asked()
    {
        _neighbours = Knows(1001, 2000, 3000);
        _neighbours.Opened(At(2000));
        Assert.Equal(new SendCompleted(Send(), SendOutcome.NoRoute), Completed());
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void The_next_closest_should_be_tried_when_one_cannot_be_reached()
    {
        var id = Send();
        foreach (var hop in new[] { 10, 20, 30 })
        {
            var (to, frame) = TakeRoute();
            Assert.Equal(Ids.At(hop), to);
            _router.Failed(At(hop), frame, _neighbours, _now, _output);
        }

        Assert.Empty(_output.Sent);
        Assert.Equal(new SendCompleted(id, SendOutcome.NoRoute), Completed());
    }

    [Fact]
    public void The_next_closest_should_be_tried_when_one_has_no_route()
    {
        var id = Send();
        TakeRoute();
        Result(10, id, RouteOutcome.NoRoute);
        Assert.Equal(Ids.At(20), TakeRoute().To);
        Result(20, id, RouteOutcome.Delivered);
        Assert.Equal(SendOutcome.Delivered, Completed().Outcome);
    }

    [Fact]
    public void Only_the_hop_that_was_asked_should_be_believed()
    {
        var id = Send();
        var (_, frame) = TakeRoute();
        Result(20, id, RouteOutcome.Delivered);
        Result(10, MessageId.Of(Target, 9, 9), RouteOutcome.Delivered);
        Assert.Equal(2, _counters.UnmatchedReplies);

        _router.Failed(At(20), frame, _neighbours, _now, _output);
        Assert.Empty(_output.Sent);
        Assert.Empty(_output.Signals);

        Result(10, id, RouteOutcome.NoRoute);
        TakeRoute();
        Result(10, id, RouteOutcome.Delivered);
        Assert.Equal(3, _counters.UnmatchedReplies);
        Assert.Equal(1, _router.Count);
    }

    [Fact]
    public void A_relayed_message_should_carry_on_with_one_hop_less_and_its_outcome_go_back()
    {
        var frame = Incoming(timeToLive: 5);
        Assert.True(Receive(2000, frame));
        var (to, relayed) = TakeRoute();
        Assert.Equal(Ids.At(10), to);
        Assert.Equal(frame with { TimeToLive = 4 }, relayed);
        Assert.True(frame.Envelope.Bytes.Equals(relayed.Envelope.Bytes));

        Result(10, frame.Id, RouteOutcome.Delivered);
        AssertAnswer(2000, frame.Id, RouteOutcome.Delivered);
        Assert.Empty(_output.Signals);
        Assert.Equal(1, _counters.RoutesRelayed);
    }

    [Fact]
    public void A_message_should_never_go_back_to_its_sender()
    {
        _neighbours = Knows(10, 20);
        Receive(10, Incoming());
        Assert.Equal(Ids.At(20), TakeRoute().To);
    }

    [Fact]
    public void A_message_without_hops_left_should_be_refused_and_counted()
    {
        var frame = Incoming(timeToLive: 0);
        Assert.True(Receive(2000, frame));
        AssertAnswer(2000, frame.Id, RouteOutcome.NoRoute);
        Assert.Equal((1, 0), (_counters.RoutesRefused, _router.Count));
    }

    [Fact]
    public void The_target_should_take_a_message_whatever_its_time_to_live()
    {
        var frame = Incoming(target: Self, timeToLive: 0);
        Assert.True(Receive(2000, frame));
        Assert.Equal((frame.Id, 8), (Assert.Single(_output.Delivered).Body.Id, _output.Delivered[0].Hops));
        AssertAnswer(2000, frame.Id, RouteOutcome.Delivered);
    }

    [Fact]
    public void A_second_copy_should_be_answered_but_not_delivered_twice()
    {
        var frame = Incoming(target: Self);
        Receive(2000, frame);
        Receive(30, frame);
        Assert.Single(_output.Delivered);
        Assert.Equal(2, _output.TakeSent<RouteResultFrame>().Count(sent => sent.Frame.Outcome == RouteOutcome.Delivered));
        Assert.Equal(1, _counters.Delivered);
    }

    [Fact]
    public void A_second_copy_under_way_should_be_refused_and_counted()
    {
        var frame = Incoming();
        Receive(2000, frame);
        TakeRoute();
        Receive(3000, frame);
        AssertAnswer(3000, frame.Id, RouteOutcome.NoRoute);
        Assert.Equal((1, 1), (_counters.RoutesRefused, _router.Count));

        Result(10, frame.Id, RouteOutcome.Delivered);
        AssertAnswer(2000, frame.Id, RouteOutcome.Delivered);
    }

    [Fact]
    public void A_content_that_is_not_what_the_header_says_should_be_refused_and_not_shut_the_real_one_out()
    {
        var real = Incoming(target: Self);
        var other = Envelope.Seal(Body(Self));
        var forSomebodyElse = Body(Target);
        Assert.False(Receive(2000, real with { Envelope = other }));
        Assert.False(Receive(2000, real with { Envelope = Envelope.FromWire(new byte[] { 1, 2, 3 }) }));
        Assert.False(Receive(2000, new RouteFrame(forSomebodyElse.Id, Self, 5, Envelope.Seal(forSomebodyElse))));
        Assert.Equal(3, _counters.Refused);
        Assert.Empty(_output.Delivered);
        Assert.Empty(_output.Sent);

        Assert.True(Receive(2000, real));
        Assert.Single(_output.Delivered);
    }

    [Fact]
    public void A_payload_above_the_limit_should_be_refused()
    {
        var body = Body(Self) with { Payload = new byte[Settings.Broadcast.MaxPayloadBytes + 1] };
        Assert.False(Receive(2000, new RouteFrame(body.Id, Self, 5, Envelope.Seal(body))));
    }

    [Fact]
    public void Beyond_the_limit_own_messages_should_be_busy_and_others_refused()
    {
        for (var i = 0; i < Settings.MaxRoutes; i++)
            Send();

        Assert.Empty(_output.Signals);
        Assert.Equal(new SendCompleted(Send(), SendOutcome.Busy), Completed());

        _output.Sent.Clear();
        var frame = Incoming();
        Receive(2000, frame);
        AssertAnswer(2000, frame.Id, RouteOutcome.NoRoute);
        Assert.Equal((1, Settings.MaxRoutes), (_counters.RoutesRefused, _router.Count));
    }

    [Fact]
    public void A_message_to_oneself_or_to_nobody_should_have_no_route()
    {
        _router.Send(Body(Self), _neighbours, _now, _output);
        _router.Send(Body(Target) with { Target = null }, _neighbours, _now, _output);
        Assert.All(_output.Take<SendCompleted>(), completed => Assert.Equal(SendOutcome.NoRoute, completed.Outcome));
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void An_own_message_should_time_out_and_a_relayed_one_be_forgotten()
    {
        var id = Send();
        Receive(2000, Incoming());
        Assert.Equal(_now + Settings.RouteTimeout, _router.NextDeadline);
        _output.Sent.Clear();

        Advance(4.9);
        Assert.Equal(2, _router.Count);
        Advance(5);
        Assert.Equal(new SendCompleted(id, SendOutcome.TimedOut), Completed());
        Assert.Empty(_output.Sent);
        Assert.Equal(0, _router.Count);
        Assert.Equal(Instant.Never, _router.NextDeadline);

        Result(10, id, RouteOutcome.Delivered);
        Assert.Equal(1, _counters.UnmatchedReplies);
    }

    [Fact]
    public void A_message_that_comes_by_again_should_get_its_whole_time()
    {
        var frame = Incoming();
        Receive(2000, frame);
        Result(10, frame.Id, RouteOutcome.NoRoute);
        Result(20, frame.Id, RouteOutcome.NoRoute);
        Result(30, frame.Id, RouteOutcome.NoRoute);
        Assert.Equal(0, _router.Count);

        Advance(4);
        Receive(3000, frame);
        Advance(6);
        Assert.Equal(1, _router.Count);
        Advance(9);
        Assert.Equal(0, _router.Count);
    }

    [Fact]
    public void Finished_messages_should_leave_nothing_behind()
    {
        for (var i = 0; i < 1000; i++)
        {
            Result(10, Send(), RouteOutcome.Delivered);
            Assert.Equal(Instant.Never, _router.NextDeadline);
        }

        // One that stays must not keep the times of all that come after it.
        Send();
        for (var i = 0; i < 1000; i++)
            Result(10, Send(), RouteOutcome.Delivered);

        Assert.InRange(_router.DeadlineCount, 1, 2 * Settings.MaxRoutes);
        Assert.Equal(_now + Settings.RouteTimeout, _router.NextDeadline);
    }

    private static PeerNeighbours Knows(params int[] distances) => new(Tables.Snapshot(Self, distances.Select(At)));

    private static Contact At(int distance) => new(Ids.At(distance));

    private EnvelopeBody Body(PeerId target) => new(Self, 1, ++_sequence, 0, "note", new byte[3], target);

    private MessageId Send()
    {
        var body = Body(Target);
        _router.Send(body, _neighbours, _now, _output);
        return body.Id;
    }

    private RouteFrame Incoming(PeerId? target = null, byte timeToLive = 5)
    {
        var body = Body(target ?? Target) with { Origin = Ids.Of(5) };
        return new RouteFrame(body.Id, target ?? Target, timeToLive, Envelope.FromWire(Envelope.Seal(body).Bytes));
    }

    private bool Receive(int from, RouteFrame frame) => _router.Receive(At(from), frame, _neighbours, _now, _output);

    private void Result(int from, MessageId id, RouteOutcome outcome) =>
        _router.Receive(At(from), new RouteResultFrame(id, outcome), _neighbours, _now, _output);

    private void Advance(double second)
    {
        _now = Instant.Zero + TimeSpan.FromSeconds(second);
        _router.Advance(_neighbours, _now, _output);
    }

    private (PeerId To, RouteFrame Frame) TakeRoute()
    {
        var (to, frame) = Assert.Single(_output.TakeSent<RouteFrame>());
        return (to.Id, frame);
    }

    private SendCompleted Completed() => Assert.Single(_output.Take<SendCompleted>());

    private void AssertAnswer(int to, MessageId id, RouteOutcome outcome)
    {
        var (contact, frame) = Assert.Single(_output.TakeSent<RouteResultFrame>());
        Assert.Equal(Ids.At(to), contact.Id);
        Assert.Equal(new RouteResultFrame(id, outcome), frame);
    }
}
