using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Peer;

/// <summary>A supernode at 100; the target is a leaf with id zero, so that a contact's distance to it is its number. Its supernodes are 5001 and on.</summary>
public sealed class HandOversTests
{
    private static readonly PeerId Self = Ids.At(100);
    private static readonly PeerId Target = Ids.Zero;
    private static readonly PeerSettings Settings = new() { Records = new RecordSettings { AcceptsUnsigned = true } };
    private readonly PeerCounters _counters = new();
    private readonly RecordingOutput _output = new();
    private readonly RecordStore _store;
    private readonly LeafLocator _locator;
    private readonly HandOvers _handOvers;
    private readonly DirectRouter _router;
    private PeerNeighbours _neighbours = Knows(2000, 3000);
    private ulong _sequence;
    private Instant _now;

    public HandOversTests()
    {
        _store = new RecordStore(Self, Settings.Records, _counters);
        _locator = new LeafLocator(Settings, _store, new LookupStarter(Settings, _counters), _counters);
        _handOvers = new HandOvers(Self, _locator, Settings, _counters);
        _router = new DirectRouter(Self, Settings, new SeenCache(Settings.Broadcast.SeenWindow, 1000), _counters) { HandOvers = _handOvers };
    }

    [Fact]
    public void A_keeper_should_hand_a_message_to_the_primary_at_once()
    {
        Keep(5001, 5002);
        var frame = Receive(from: 2000);
        Assert.Equal(5001, Handed());
        Result(5001, frame.Id, RouteOutcome.Delivered);
        AssertAnswer(2000, frame.Id, RouteOutcome.Delivered);
        Assert.Equal((0, 1), (_router.Count, _counters.RoutesHandedOver));
        Assert.Equal(Instant.Never, _router.NextDeadline);
    }

    [Fact]
    public void A_message_should_first_come_as_close_as_it_can()
    {
        Keep(5001);
        _neighbours = Knows(10, 2000);
        var frame = Receive(from: 2000);
        Assert.Equal(10, Handed());

        // Whoever is on the way leaves the search to those at its ends.
        Result(10, frame.Id, RouteOutcome.NoRoute);
        AssertAnswer(2000, frame.Id, RouteOutcome.NoRoute);
    }

    [Fact]
    public void The_supernode_where_a_message_begins_should_hand_it_over_where_the_closest_could_not()
    {
        Keep(5001);
        _neighbours = Knows(10);
        var own = Send();
        Assert.Equal(10, Handed());
        Result(10, own, RouteOutcome.NoRoute);
        Assert.Equal(5001, Handed());

        var frame = Receive(At(2000, ContactMode.Leaf));
        Assert.Equal(10, Handed());
        Result(10, frame.Id, RouteOutcome.NoRoute);
        Assert.Equal(5001, Handed());
    }

    [Fact]
    public void Where_nobody_closer_is_known_the_leaf_should_be_looked_for()
    {
        var id = Send();
        Assert.Empty(_output.Sent);
        Assert.Equal(1, _handOvers.Searching);
        Located(5001, 5002);
        Assert.Equal(5001, Handed());
        Result(5001, id, RouteOutcome.Delivered);
        Assert.Equal(new SendCompleted(id, SendOutcome.Delivered), Completed());
        Assert.Equal(0, _handOvers.Searching);
    }

    [Fact]
    public void A_leaf_that_is_not_found_should_have_no_route()
    {
        var id = Send();
        Located();
        Assert.Equal(new SendCompleted(id, SendOutcome.NoRoute), Completed());

        // It was looked for just now.
        Send();
        Assert.Equal(SendOutcome.NoRoute, Completed().Outcome);
        Assert.Equal(1, _counters.Locates);
    }

    [Fact]
    public void Where_the_primary_is_none_any_more_the_standbys_should_be_tried_and_the_leaf_looked_for_once_more()
    {
        Keep(5001, 5002);
        var id = Send();
        Assert.Equal(5001, Handed());
        Result(5001, id, RouteOutcome.NoRoute);
        Assert.Equal(5002, Handed());
        _router.Failed(At(5002), new RouteFrame(id, Target, 3, Envelope.Seal(Body())), _neighbours, _now, _output);
        Assert.Empty(_output.Sent);
        Located(5002, 5003);
        Assert.Equal(5003, Handed());
        Result(5003, id, RouteOutcome.NoRoute);
        Assert.Equal(new SendCompleted(id, SendOutcome.NoRoute), Completed());
        Assert.Equal(1, _counters.Locates);
    }

    [Fact]
    public void A_silent_supernode_should_be_passed_over_and_believed_when_it_speaks_after_all()
    {
        Keep(5001, 5002);
        var id = Send();
        Assert.Equal(5001, Handed());
        Assert.Equal(TimeSpan.FromSeconds(1), _router.NextDeadline - _now);
        Advance(1);
        Assert.Equal(5002, Handed());
        Result(5001, id, RouteOutcome.NoRoute);
        Assert.Empty(_output.Sent);
        Result(5001, id, RouteOutcome.Delivered);
        Assert.Equal(new SendCompleted(id, SendOutcome.Delivered), Completed());
        Assert.Equal(Instant.Never, _router.NextDeadline);
    }

    [Fact]
    public void Where_one_was_silent_nobody_can_say_that_there_is_no_route()
    {
        Keep(5001, 5002);
        var id = Send();
        Advance(1);
        Result(5002, id, RouteOutcome.NoRoute);
        Located(5001);
        Assert.Empty(_output.Take<SendCompleted>());
        Advance(5);
        Assert.Equal(new SendCompleted(id, SendOutcome.TimedOut), Completed());
        Assert.Equal((0, 0), (_router.Count, _handOvers.Searching));
    }

    [Fact]
    public void Whoever_is_handed_a_message_should_pass_it_over_its_link_or_say_that_it_cannot()
    {
        Keep(5001);
        _neighbours = Knows(10, 2000);
        var frame = Receive(from: 50);
        AssertAnswer(50, frame.Id, RouteOutcome.NoRoute);
        Assert.Empty(_output.Sent);

        _neighbours.Opened(At(0, ContactMode.Leaf));
        Receive(from: 50);
        Assert.Equal(0, Handed());
    }

    [Fact]
    public void A_leaf_that_hands_in_a_message_should_not_be_taken_for_a_supernode_that_hands_it_over()
    {
        _neighbours = Knows(10);
        Receive(At(50, ContactMode.Leaf));
        Assert.Equal(10, Handed());

        _neighbours.Role = new RoleSnapshot(PeerRole.Supernode, [], [At(50)], [At(51)]);
        Receive(from: 50);
        Assert.Equal(10, Handed());
        Receive(from: 51);
        Assert.Equal(10, Handed());
    }

    [Fact]
    public void A_leaf_should_look_for_nobody()
    {
        _neighbours.Role = new RoleSnapshot(PeerRole.Leaf, [At(5009)], [], []);
        var id = Send();
        Assert.Equal(5009, Handed());
        Result(5009, id, RouteOutcome.NoRoute);
        Assert.Equal(SendOutcome.NoRoute, Completed().Outcome);
        Assert.Equal(0, _counters.Locates);
    }

    [Fact]
    public void A_stale_record_that_names_this_supernode_or_the_one_a_message_came_from_should_not_send_it_back()
    {
        Keep(100, 2000, 5001);
        Receive(from: 2000);
        Assert.Equal(5001, Handed());
    }

    [Fact]
    public void What_waits_in_vain_should_end_in_time_and_leave_nothing_behind()
    {
        for (var i = 0; i < 100; i++)
            Send();

        Advance(5);
        Assert.All(_output.Take<SendCompleted>(), completed => Assert.Equal(SendOutcome.TimedOut, completed.Outcome));
        Assert.Equal((0, 0, Instant.Never), (_router.Count, _handOvers.Searching, _router.NextDeadline));
        Located(5001);
        Assert.Empty(_output.Sent);
    }

    [Fact]
    public void Where_too_many_leaves_are_looked_for_a_message_should_have_no_route()
    {
        for (var i = 0; i < LeafLocator.MaxSearches; i++)
            _locator.Search(Ids.Of(i), _neighbours, _now, _output);

        Send();
        Assert.Equal(SendOutcome.NoRoute, Completed().Outcome);
        Assert.Equal(1, _counters.LocatesRefused);
    }

    private static PeerNeighbours Knows(params int[] distances) => new(Tables.Snapshot(Self, distances.Select(distance => At(distance))));

    private static Contact At(int distance, ContactMode mode = ContactMode.Server) => new(Ids.At(distance), mode: mode);

    private EnvelopeBody Body() => new(Self, 1, ++_sequence, 0, "note", new byte[3], Target);

    private void Keep(params int[] supernodes) => Assert.Equal(
        StoreOutcome.Stored,
        _store.Put(LocateRecord.Create(Target, [.. supernodes.Select(distance => At(distance))], 1, SignedRecord.MaxTimeToLive, keys: null), _now));

    private MessageId Send()
    {
        var body = Body();
        _router.Send(body, _neighbours, _now, _output);
        return body.Id;
    }

    private RouteFrame Receive(int from) => Receive(At(from));

    private RouteFrame Receive(Contact from)
    {
        var body = Body();
        var frame = new RouteFrame(body.Id, Target, 9, Envelope.Seal(body));
        Assert.True(_router.Receive(from, frame, _neighbours, _now, _output));
        return frame;
    }

    private int Handed()
    {
        var (to, _) = Assert.Single(_output.TakeSent<RouteFrame>());
        return (int)Ids.Number(to.Id);
    }

    private void Located(params int[] supernodes) =>
        _router.Located(EndSearch(supernodes), _neighbours, _now, _output);

    /// <summary>The search ends as it does where one keeper has the record, or none.</summary>
    private LocateResult EndSearch(int[] supernodes)
    {
        _output.Sent.Clear();
        foreach (var lookup in _output.Take<LookupRequested>().Where(lookup => lookup.Target == Target))
        {
            var found = new LookupResult(Target, [At(7)], 1, 1, 0, false);
            _locator.Completed(new LookupCompleted(lookup.Number, LookupPurpose.Locate, found), _now, _output);
            var record = supernodes.Length == 0
                ? null
                : LocateRecord.Create(Target, [.. supernodes.Select(distance => At(distance))], 9, SignedRecord.MaxTimeToLive, keys: null);
            _locator.Receive(At(7), new FindRecordReplyFrame(lookup.Number, record, []), _now, _output);
        }

        _output.Sent.Clear();
        return Assert.Single(_output.Take<LeafLocated>()).Result;
    }

    private void Result(int from, MessageId id, RouteOutcome outcome) =>
        _router.Receive(At(from), new RouteResultFrame(id, outcome), _neighbours, _now, _output);

    private void Advance(double second)
    {
        _now = Instant.Zero + TimeSpan.FromSeconds(second);
        _router.Advance(_neighbours, _now, _output);
    }

    private SendCompleted Completed() => Assert.Single(_output.Take<SendCompleted>());

    private void AssertAnswer(int to, MessageId id, RouteOutcome outcome)
    {
        var (contact, frame) = Assert.Single(_output.TakeSent<RouteResultFrame>());
        Assert.Equal(Ids.At(to), contact.Id);
        Assert.Equal(new RouteResultFrame(id, outcome), frame);
    }
}
