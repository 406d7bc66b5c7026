using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
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
    public void What_a_host_says_while_it_is_given_a_frame_should_take_effect_afterwards()
    {
        var host = new LinkingHost();
        var peer = new LocalPeer(Ids.Peer(0), new PeerSettings { Strategy = RoutingStrategy.Naive }, 1, new RandomSource(1), Instant.Zero, host);
        host.Peer = peer;
        foreach (var contact in Ids.Peers(6)[1..])
            peer.Handle(new LinkOpened(contact), Instant.Zero);

        // Each frame it is given makes this host close a link. The broadcast goes over all five, the closed ones too.
        peer.Broadcast("line", default, Instant.Zero);
        Assert.Equal(5, host.Sent.Count);
        Assert.All(host.LinksWhileSending, links => Assert.Equal(5, links));
        Assert.Empty(peer.Peer.Neighbours.Linked);
    }

    [Fact]
    public void What_a_host_says_at_other_times_should_take_effect_at_once()
    {
        _peer.Handle(new LinkOpened(Ids.Peer(1)), Instant.Zero);
        Assert.True(_peer.Peer.Neighbours.HasLink(Ids.Of(1)));
        _peer.Handle(new LinkClosed(Ids.Peer(1), Lost: false), Instant.Zero);
        Assert.False(_peer.Peer.Neighbours.HasLink(Ids.Of(1)));
    }

    [Fact]
    public void A_peer_made_with_a_table_should_know_everybody_in_it()
    {
        var table = Tables.Snapshot(Ids.Of(0), Ids.Peers(30)[1..]);
        var peer = new LocalPeer(Ids.Peer(0), new PeerSettings(), 1, new RandomSource(1), Instant.Zero, _host, table);
        Assert.Same(table, peer.Peer.Neighbours.Table);
        peer.Receive(Ids.Peer(1), new FindNodeFrame(7, Ids.Of(500), 20), Instant.Zero);
        Assert.Equal(table.Closest(Ids.Of(500), 21).Where(contact => contact.Id != Ids.Of(1)).Take(20), Assert.Single(_host.TakeSent<FindNodeReplyFrame>()).Frame.Contacts);
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

    /// <summary>Closes the link of every frame it is to send.</summary>
    private sealed class LinkingHost : IPeerOutput
    {
        public LocalPeer? Peer { get; set; }

        public List<Contact> Sent { get; } = [];

        public List<int> LinksWhileSending { get; } = [];

        public void Send(Contact to, Frame frame)
        {
            Sent.Add(to);
            Peer!.Handle(new LinkClosed(to, Lost: false), Instant.Zero);
            LinksWhileSending.Add(Peer.Peer.Neighbours.Linked.Count);
        }

        public void Signal(PeerSignal signal)
        {
        }

        public void Deliver(EnvelopeBody body, int hops)
        {
        }
    }
}
