using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class PeerComponentTests
{
    private static readonly Contact Self = Ids.Peer(0);
    private static readonly Contact Other = Ids.Peer(1);
    private readonly RecordingOutput _output = new();

    [Fact]
    public void A_ping_should_be_answered_with_its_number()
    {
        Assert.Equal(FrameVerdict.Accepted, Receive(Peer(), new PingFrame(42)));
        var (to, pong) = Assert.Single(_output.TakeSent<PongFrame>());
        Assert.Equal((Other, 42UL), (to, pong.Request));
    }

    [Fact]
    public void A_question_should_be_passed_on_to_the_table()
    {
        Receive(Peer(), new FindNodeFrame(7, Ids.Of(2), 20));
        Assert.Equal(new QueryReceived(Other, 7, Ids.Of(2), 20), Assert.Single(_output.Take<QueryReceived>()));
        Assert.Empty(_output.TakeSent<FindNodeReplyFrame>());
    }

    [Fact]
    public void Answers_should_be_passed_on_to_those_who_asked()
    {
        var peer = Peer();
        Receive(peer, new PongFrame(3));
        Receive(peer, new FindNodeReplyFrame(4, [Ids.Peer(9)]));
        Assert.Equal(3UL, Assert.Single(_output.Take<PingAnswered>()).Request);
        Assert.Equal(4UL, Assert.Single(_output.Take<QueryAnswered>()).Request);
    }

    [Fact]
    public void A_goodbye_should_end_a_contact_and_be_no_sign_of_life()
    {
        Receive(Peer(), GoodbyeFrame.Instance);
        Assert.Equal(new ContactFailed(Other, Refused: true), Assert.Single(_output.Signals));
    }

    [Fact]
    public void Every_valid_frame_should_be_a_sign_of_life_and_counted()
    {
        var peer = Peer();
        Receive(peer, new PingFrame(1));
        Assert.Equal(Other, Assert.Single(_output.Take<ContactSeen>()).Contact);
        Receive(peer, new HelloFrame(Other));
        Assert.Equal(2, peer.Counters.FramesReceived);
    }

    [Fact]
    public void A_faulty_frame_should_be_no_sign_of_life()
    {
        var peer = Peer();
        var header = new HopHeader(MessageId.Of(Other.Id, 1, 1), BroadcastPlan.Epidemic, 3, 1);
        Assert.Equal(FrameVerdict.Malformed, Receive(peer, new BroadcastFrame(header, Envelope.FromWire(new byte[] { 9 }))));
        Assert.Equal(FrameVerdict.Malformed, Receive(peer, new RouteFrame(header.Id, Self.Id, 3, Envelope.FromWire(new byte[] { 9 }))));
        Assert.Empty(_output.Signals);
        Assert.Equal((0, 2), (peer.Counters.FramesReceived, peer.Counters.Refused));
    }

    [Fact]
    public void A_broadcast_should_be_new_once()
    {
        var peer = Peer();
        var body = new EnvelopeBody(Ids.Of(5), 1, 1, 0, "line", new byte[3]);
        var frame = new BroadcastFrame(new HopHeader(body.Id, BroadcastPlan.Epidemic, 3, 1), Envelope.Seal(body));
        Assert.Equal(FrameVerdict.NewPayload, Receive(peer, frame));
        Assert.Equal(FrameVerdict.DuplicatePayload, Receive(peer, frame));
    }

    [Fact]
    public void Broadcasts_should_be_numbered_from_one_and_messages_for_one_peer_apart_from_them()
    {
        var peer = Peer();
        Publish(peer, Tables.Snapshot(Self.Id, Other));
        var first = peer.Broadcast("a", new byte[1], Instant.Zero, _output);
        var second = peer.Send(Other.Id, "b", new byte[1], Instant.Zero, _output);
        Assert.Equal(MessageId.Of(Self.Id, 5, 1), first.Id);
        Assert.Equal(1, first.SentTo);
        Assert.Equal(MessageId.Of(Self.Id, 5, 1UL << 63), second);
        Assert.Equal(MessageId.Of(Self.Id, 5, 2), peer.Broadcast("a", new byte[1], Instant.Zero, _output).Id);
        Assert.Equal(MessageId.Of(Self.Id, 5, (1UL << 63) + 1), peer.Send(Other.Id, "b", new byte[1], Instant.Zero, _output));
    }

    [Fact]
    public void A_message_that_is_too_long_should_be_refused_before_it_is_numbered()
    {
        var peer = Peer();
        var tooLong = new byte[(1 << 20) + 1];
        Assert.Throws<ArgumentException>(() => peer.Broadcast("a", tooLong, Instant.Zero, _output));
        Assert.Throws<ArgumentException>(() => peer.Send(Other.Id, "a", tooLong, Instant.Zero, _output));
        Assert.Throws<ArgumentException>(() => peer.Broadcast(new string('a', 257), new byte[1], Instant.Zero, _output));
        Assert.Equal(MessageId.Of(Self.Id, 5, 1), peer.Broadcast("a", tooLong.AsMemory(1), Instant.Zero, _output).Id);
    }

    [Fact]
    public void A_payload_that_could_not_be_sent_should_be_counted()
    {
        var peer = Peer();
        var body = new EnvelopeBody(Self.Id, 1, 1, 0, "line", new byte[3]);
        var frame = new BroadcastFrame(new HopHeader(body.Id, BroadcastPlan.Epidemic, 3, 1), Envelope.Seal(body));
        peer.Handle(new SendFailed(Other, frame), Instant.Zero, _output);
        Assert.Equal(1, peer.Counters.PayloadsLost);
    }

    [Fact]
    public void A_message_under_way_should_take_another_way_when_its_hop_cannot_be_reached()
    {
        var peer = Peer();
        Publish(peer, Tables.Snapshot(Self.Id, Ids.Peers(100)[1..]));
        peer.Send(Ids.Of(500), "note", new byte[1], Instant.Zero, _output);
        var (to, route) = Assert.Single(_output.TakeSent<RouteFrame>());
        peer.Handle(new SendFailed(to, route), Instant.Zero, _output);
        Assert.NotEqual(to, Assert.Single(_output.TakeSent<RouteFrame>()).To);
        Assert.Equal(1, peer.RoutesUnderWay);
    }

    [Fact]
    public void Links_should_be_known_from_opening_to_closing()
    {
        var peer = Peer();
        peer.Handle(new LinkOpened(Other), Instant.Zero, _output);
        Assert.True(peer.Neighbours.HasLink(Other.Id));
        Assert.Same(Other, peer.Neighbours.Find(Other.Id));
        peer.Handle(new LinkClosed(Other, Lost: false), Instant.Zero, _output);
        Assert.False(peer.Neighbours.HasLink(Other.Id));
        Assert.Null(peer.Neighbours.Find(Other.Id));
    }

    [Fact]
    public void A_naive_peer_should_tell_of_all_its_links()
    {
        var peer = Peer(Naive(limit: 100));
        foreach (var contact in Ids.Peers(60)[1..])
            peer.Handle(new LinkOpened(contact), Instant.Zero, _output);

        Receive(peer, new FindNodeFrame(7, Self.Id, 100));
        var (_, reply) = Assert.Single(_output.TakeSent<FindNodeReplyFrame>());
        Assert.Equal(
            Ids.Peers(60)[2..].Select(contact => contact.Id).OrderBy(id => Self.Id.DistanceTo(id)),
            reply.Contacts.Select(contact => contact.Id));
    }

    [Fact]
    public void Only_a_naive_peer_should_want_links_to_everybody()
    {
        Told(Peer(), 5);
        Assert.Empty(_output.Take<LinkWanted>());

        Told(Peer(Naive(limit: 10)), 5);
        Assert.Equal(5, _output.Take<LinkWanted>().Count);
    }

    [Fact]
    public void A_naive_peer_should_want_no_more_links_than_allowed_and_none_twice()
    {
        var peer = Peer(Naive(limit: 8));
        Told(peer, 5);
        Told(peer, 20);
        var wanted = _output.Take<LinkWanted>().Select(want => want.Contact).ToList();
        Assert.Equal(8, wanted.Select(contact => contact.Id).Distinct().Count());
        Assert.Equal(8, wanted.Count);

        foreach (var contact in wanted)
            peer.Handle(new LinkOpened(contact), Instant.Zero, _output);

        Told(peer, 20);
        Assert.Empty(_output.Take<LinkWanted>());
    }

    [Fact]
    public void A_naive_peer_should_want_another_link_for_one_that_failed_or_closed()
    {
        var peer = Peer(Naive(limit: 2));
        Told(peer, 2);
        var wanted = _output.Take<LinkWanted>().Select(want => want.Contact).ToList();
        peer.Handle(new SendFailed(wanted[0], null), Instant.Zero, _output);
        peer.Handle(new LinkOpened(wanted[1]), Instant.Zero, _output);
        Told(peer, 20);
        Assert.Single(_output.Take<LinkWanted>());

        peer.Handle(new LinkClosed(wanted[1], Lost: true), Instant.Zero, _output);
        Told(peer, 20);
        Assert.Single(_output.Take<LinkWanted>());
    }

    private static PeerSettings Naive(int limit) => new() { Strategy = RoutingStrategy.Naive, MaxNaiveLinks = limit };

    private static PeerComponent Peer(PeerSettings? settings = null) =>
        new(Self, settings ?? new PeerSettings(), incarnation: 5, new RandomSource(1));

    private FrameVerdict Receive(PeerComponent peer, Frame frame) => peer.Receive(Other, frame, Instant.Zero, _output);

    private void Publish(PeerComponent peer, NeighbourSnapshot snapshot) =>
        peer.Handle(new SnapshotPublished(snapshot), Instant.Zero, _output);

    private void Told(PeerComponent peer, int contacts) =>
        Receive(peer, new FindNodeReplyFrame(999, Ids.Peers(contacts + 1)[1..]));
}
