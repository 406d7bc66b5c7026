using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Wire;

/// <summary>One frame of each kind, and its bytes as they are on the wire for good: laid out apart from the codec.</summary>
internal static class GoldenFrames
{
    public static readonly PeerId A = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    public static readonly PeerId B = new(Enumerable.Range(32, 32).Select(i => (byte)i).ToArray());

    public static readonly EnvelopeBody ForAll = new(A, 7, 300, 1_000_000, "line", "hello"u8.ToArray());

    public static readonly EnvelopeBody ForOne = ForAll with { Target = B, ClientId = "c1" };

    public static readonly IReadOnlyDictionary<FrameKind, (Frame Frame, string Hex)> All = new Dictionary<FrameKind, (Frame, string)>
    {
        [FrameKind.Hello] = (
            new HelloFrame(ServerB),
            "01010a300a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f120877733a2f2f623a3120032809120101"),
        [FrameKind.Ping] = (
            new PingFrame(0x0102030405060708),
            "01020102030405060708"),
        [FrameKind.Pong] = (
            new PongFrame(0x0102030405060708),
            "01030102030405060708"),
        [FrameKind.FindNode] = (
            new FindNodeFrame(300, A, 20),
            "010408ac021220000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f1814"),
        [FrameKind.FindNodeReply] = (
            new FindNodeReplyFrame(300, [ServerB, LeafA]),
            "010508ac0212300a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f120877733a2f2f623a312003280912"
            + "320a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f120a696e70726f636573733a18012001"),
        [FrameKind.Broadcast] = (
            new BroadcastFrame(new HopHeader(ForAll.Id, BroadcastPlan.Epidemic, 9, 1), Envelope.Seal(ForAll)),
            "0106020901000000e3a3d2c88555556d4d4180017dd7e14d0a3f0a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b"
            + "1c1d1e1f11070000000000000018ac0220c0843d2a046c696e65320568656c6c6f"),
        [FrameKind.Route] = (
            new RouteFrame(ForOne.Id, B, 15, Envelope.Seal(ForOne)),
            "01070f00e3a3d2c88555556d4d4180017dd7e14d202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f0a650a20"
            + "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f11070000000000000018ac0220c0843d2a046c696e653205"
            + "68656c6c6f3a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f42026331"),
        [FrameKind.RouteResult] = (
            new RouteResultFrame(ForAll.Id, RouteOutcome.NoRoute),
            "01080200e3a3d2c88555556d4d4180017dd7e14d"),
        [FrameKind.Goodbye] = (
            GoodbyeFrame.Instance,
            "0109"),
        [FrameKind.Ack] = (
            new AckFrame(ForAll.Id, 256, 513, 70_000),
            "010a0100e3a3d2c88555556d4d4180017dd7e14d000111700201"),
        [FrameKind.Offer] = (
            new OfferFrame(ForAll.Id, 250),
            "010b00fae3a3d2c88555556d4d4180017dd7e14d"),
        [FrameKind.Have] = (
            new HaveFrame(ForAll.Id, 251),
            "010c00fbe3a3d2c88555556d4d4180017dd7e14d"),
        [FrameKind.Want] = (
            new WantFrame(ForAll.Id),
            "010de3a3d2c88555556d4d4180017dd7e14d"),
        [FrameKind.Serve] = (
            new ServeFrame(ForAll.Id, B, 5),
            "010ee3a3d2c88555556d4d4180017dd7e14d202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f0005"),
        [FrameKind.Done] = (
            new DoneFrame(ForAll.Id, 255, 9),
            "010f00ffe3a3d2c88555556d4d4180017dd7e14d00000009"),
        [FrameKind.Digest] = (
            new DigestFrame([new StreamRanges(StreamId.Of(A, 7), 1500, [new(1, 300), new(302, 302), new(1000, 1999)]), OneOfB], WantsReply: true, HasMore: true),
            "01100a200a104708c8196e18ffd59c69e14ba3ef78d810dc0b1a0900ac020101b905e8070a160a10bd0e8edd37988cc3c0cd9a2ff8509880"
            + "1a02040110011801"),
        [FrameKind.Fetch] = (
            new FetchFrame([new StreamRanges(StreamId.Of(A, 7), 0, [new(301, 301)])]),
            "01110a170a104708c8196e18ffd59c69e14ba3ef78d81a03ac0201"),
        [FrameKind.Register] = (
            new RegisterFrame(IsPrimary: true, 0.75f, IsEligible: true),
            "011203003f400000"),
        [FrameKind.Registered] = (
            new RegisteredFrame(RegisterOutcome.Full, 100, 200, 10_000, [new SupernodeLoad(ServerB, 70, 140)], new Rival(LeafA, 0.5f)),
            "01130803106418c80120904e2a370a300a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f120877733a2f"
            + "2f623a31200328091046188c0132390a320a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f120a696e70"
            + "726f636573733a18012001150000003f"),
        [FrameKind.Detach] = (
            DetachFrame.Instance,
            "0114"),
        [FrameKind.Announce] = (
            new AnnounceFrame(ServerB, PeerRole.Supernode, 0.75f, 70, 140, 5),
            "01150a300a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f120877733a2f2f623a312003280910021d00"
            + "00403f2046288c013005"),
        [FrameKind.Invite] = (
            new InviteFrame(IsUrgent: true),
            "01160100"),
        [FrameKind.Candidate] = (
            new CandidateFrame(0.75f),
            "01173f4000000000"),
        [FrameKind.Confirm] = (
            new ConfirmFrame(IsConfirmed: true),
            "01180100"),
        [FrameKind.Store] = (
            new StoreFrame(300, RecordOfA),
            "011a08ac02123708011220000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f180720c0cf242a020102320205"
            + "063a03070809"),
        [FrameKind.StoreReply] = (
            new StoreReplyFrame(0x0102030405060708, StoreOutcome.Full),
            "011b010203040506070805"),
        [FrameKind.FindRecord] = (
            new FindRecordFrame(0x0102030405060708, RecordKind.Locate, A),
            "011c010203040506070801000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
        [FrameKind.FindRecordReply] = (
            new FindRecordReplyFrame(300, RecordOfA, [ServerB]),
            "011d08ac02123708011220000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f180720c0cf242a020102320205"
            + "063a030708091a300a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f120877733a2f2f623a3120032809"),
    };

    public static TheoryData<FrameKind> Kinds => [.. All.Keys];

    public static byte[] Bytes(FrameKind kind) => Convert.FromHexString(All[kind].Hex);

    private static Contact ServerB => new(B, "ws://b:1", ContactMode.Server, PlanSet.Naive | PlanSet.Epidemic, 9);

    private static StreamRanges OneOfB => new(StreamId.Of(B, 1), 0, [new(5, 5)]);

    private static SignedRecord RecordOfA =>
        SignedRecord.FromWire(RecordKind.Locate, A, 7, 600_000, new byte[] { 1, 2 }, new byte[] { 5, 6 }, new byte[] { 7, 8, 9 });

    private static Contact LeafA => new(A, Contact.InProcessAddress, ContactMode.Leaf, PlanSet.Naive);
}
