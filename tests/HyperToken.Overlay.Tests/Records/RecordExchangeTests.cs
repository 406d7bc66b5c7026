using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Records;

public sealed class RecordExchangeTests
{
    private static readonly PeerSettings Settings = new()
    {
        Strategy = RoutingStrategy.Hybrid,
        Records = new RecordSettings { AcceptsUnsigned = true },
    };

    private readonly RecordingOutput _output = new();
    private readonly PeerComponent _peer = new(Ids.Peer(0), Settings, 1, new RandomSource(1));
    private readonly SignedRecord _record = LocateRecord.Create(Ids.Of(9), [Ids.Peer(1)], 3, TimeSpan.FromMinutes(10), keys: null);

    [Fact]
    public void A_supernode_should_keep_a_record_give_it_to_whoever_asks_and_forget_it_in_time()
    {
        Become(PeerRole.Supernode);
        _peer.Handle(new SnapshotPublished(Tables.Snapshot(Ids.Of(0), Ids.Peer(1), Ids.Peer(2))), default, _output);
        Assert.Equal(new StoreReplyFrame(77, StoreOutcome.Stored), Answer<StoreReplyFrame>(new StoreFrame(77, _record)));
        Assert.Equal(1, _peer.RecordsKept);

        var found = Answer<FindRecordReplyFrame>(new FindRecordFrame(78, RecordKind.Locate, Ids.Of(9)));
        Assert.Equal((78UL, _record), (found.Request, found.Record));
        Assert.Equal(Ids.Of(2), Assert.Single(found.Closest).Id);
        Assert.Null(Answer<FindRecordReplyFrame>(new FindRecordFrame(79, RecordKind.Locate, Ids.Of(8))).Record);
        Assert.Null(Answer<FindRecordReplyFrame>(new FindRecordFrame(79, (RecordKind)9, Ids.Of(9))).Record);

        Assert.True(_peer.NextDeadline <= Make.At(600));
        _peer.Advance(Make.At(600), _output);
        Assert.Equal((0, 1), (_peer.RecordsKept, _peer.Counters.RecordsExpired));
    }

    [Fact]
    public void A_leaf_should_take_nothing_and_give_what_it_has_kept_as_a_supernode()
    {
        Assert.Equal(StoreOutcome.Full, Answer<StoreReplyFrame>(new StoreFrame(1, _record)).Outcome);
        Assert.Equal(1, _peer.Counters.RecordsRefused);

        Become(PeerRole.Supernode);
        Answer<StoreReplyFrame>(new StoreFrame(2, _record));
        Become(PeerRole.Leaf, Ids.Peer(1), Ids.Peer(5));
        var found = Answer<FindRecordReplyFrame>(new FindRecordFrame(3, RecordKind.Locate, Ids.Of(9)));
        Assert.Same(_record, found.Record);
        Assert.Equal(Ids.Of(5), Assert.Single(found.Closest).Id);
    }

    [Fact]
    public void A_bad_record_should_be_answered_and_not_be_kept()
    {
        Become(PeerRole.Supernode);
        using var keys = KeyPair.Generate();
        var forged = Make.Forged(LocateRecord.Create(keys.Id, [Ids.Peer(1)], 3, TimeSpan.FromMinutes(10), keys), sequence: 4);
        Assert.Equal(StoreOutcome.BadSignature, Answer<StoreReplyFrame>(new StoreFrame(1, forged)).Outcome);
        Assert.Equal((0, 1), (_peer.RecordsKept, _peer.Counters.RecordsRefused));
    }

    [Fact]
    public void Answers_that_nobody_waits_for_should_be_counted()
    {
        Receive(new StoreReplyFrame(1, StoreOutcome.Stored));
        Receive(new FindRecordReplyFrame(1, _record, []));
        Assert.Equal(2, _peer.Counters.UnmatchedReplies);
        Assert.Empty(_output.Sent);
    }

    [Theory]
    [InlineData(RoutingStrategy.Hybrid, 1)]
    [InlineData(RoutingStrategy.Supernode, 0)]
    public void Only_leaves_that_are_to_be_found_should_publish(RoutingStrategy strategy, int lookups)
    {
        var peer = new PeerComponent(Ids.Peer(0), Settings with { Strategy = strategy }, 1, new RandomSource(1));
        peer.Handle(new RolePublished(new RoleSnapshot(PeerRole.Leaf, [Ids.Peer(1)], [], [])), default, _output);
        peer.Advance(Make.At(1), _output);
        Assert.Equal(lookups, _output.Take<LookupRequested>().Count);
    }

    private void Become(PeerRole role, params Contact[] supernodes) =>
        _peer.Handle(new RolePublished(new RoleSnapshot(role, supernodes, [], [])), default, _output);

    private void Receive(Frame frame) => Assert.Equal(FrameVerdict.Accepted, _peer.Receive(Ids.Peer(1), frame, default, _output));

    private TFrame Answer<TFrame>(Frame question)
        where TFrame : Frame
    {
        Receive(question);
        var (to, frame) = Assert.Single(_output.TakeSent<TFrame>());
        Assert.Equal(Ids.Of(1), to.Id);
        return frame;
    }
}
