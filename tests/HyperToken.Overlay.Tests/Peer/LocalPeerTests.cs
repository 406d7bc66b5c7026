using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class LocalPeerTests
{
    private readonly RecordingOutput _host = new();
    private readonly LocalPeer _peer;

    public LocalPeerTests() =>
        _peer = new LocalPeer(Ids.Peer(0), new PeerSettings(), 1, new RandomSource(1), Instant.Zero, _host);

    [Fact]
    public void A_lookup_of_a_peer_that_knows_nobody_should_end_at_once()
    {
        _peer.FindNode(Ids.Of(5), Instant.Zero);
        Assert.Empty(Assert.Single(_host.Take<LookupCompleted>()).Result.Closest);
        Assert.Equal(0, _peer.RunningLookups);
    }

    [Fact]
    public void Lookups_nobody_answers_should_end_and_leave_nothing_running()
    {
        var now = Instant.Zero;
        foreach (var contact in Ids.Peers(40)[1..])
            _peer.Receive(contact, new PingFrame(1), now);

        for (var i = 0; i < 10; i++)
            _peer.FindNode(Ids.Of(1000 + i), now);

        Assert.Equal(10, _peer.RunningLookups);
        var steps = 0;
        while (_peer.RunningLookups > 0)
        {
            Assert.True(++steps < 10_000, "A lookup does not end.");
            now = _peer.NextDeadline;
            _peer.Advance(now);
        }

        Assert.Equal(10, _host.Take<LookupCompleted>().Count);
    }

    [Fact]
    public void An_answer_to_a_lookup_that_has_ended_should_be_counted_and_change_nothing()
    {
        _peer.Receive(Ids.Peer(1), new FindNodeReplyFrame(77, [Ids.Peer(2)]), Instant.Zero);
        Assert.Equal(1, _peer.Peer.Counters.UnmatchedReplies);
        Assert.Null(_peer.Peer.Neighbours.Find(Ids.Of(2)));
        Assert.Equal(0, _peer.RunningLookups);
    }

    [Fact]
    public void Contacts_learnt_from_others_should_enter_only_after_they_have_answered()
    {
        _peer.Receive(Ids.Peer(1), new PingFrame(1), Instant.Zero);
        _peer.FindNode(Ids.Of(9), Instant.Zero);
        var (_, find) = Assert.Single(_host.TakeSent<FindNodeFrame>());
        _peer.Receive(Ids.Peer(1), new FindNodeReplyFrame(find.Request, [Ids.Peer(2)]), Instant.Zero);
        Assert.Null(_peer.Peer.Neighbours.Find(Ids.Of(2)));

        var (to, next) = Assert.Single(_host.TakeSent<FindNodeFrame>());
        Assert.Equal(Ids.Of(2), to.Id);
        _peer.Receive(to, new FindNodeReplyFrame(next.Request, []), Instant.Zero);
        Assert.NotNull(_peer.Peer.Neighbours.Find(Ids.Of(2)));
    }

    [Fact]
    public void The_host_should_get_what_is_for_links_and_application_and_nothing_else()
    {
        _peer.Receive(Ids.Peer(1), new PingFrame(1), Instant.Zero);
        _peer.FindNode(Ids.Of(9), Instant.Zero);
        Assert.All(_host.Signals, signal =>
            Assert.NotEqual(PeerPart.None, PeerWiring.AddresseesOf(signal) & (PeerPart.Links | PeerPart.Application)));
    }

    [Fact]
    public void Advancing_should_always_move_the_next_deadline()
    {
        _peer.Join([Ids.Peer(1)], Instant.Zero);
        var now = Instant.Zero;
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(_peer.NextDeadline >= now);
            now = _peer.NextDeadline;
            _peer.Advance(now);
            Assert.True(_peer.NextDeadline > now, "The host would spin.");
        }

        Assert.Single(_host.Take<JoinCompleted>());
    }
}
