using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Wire;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay)]
public sealed class FrameFuzzTests
{
    private const int Cases = 10_000;
    private static readonly FrameKind[] Kinds = Enum.GetValues<FrameKind>();

    [Property(MaxTest = 500)]
    public void An_arbitrary_frame_should_come_back_the_same(ulong seed)
    {
        var frame = Arbitrary(new RandomSource(seed));
        var encoded = FrameCodec.Encode(frame);
        byte[] joined = [.. encoded.Head.Span, .. encoded.Tail.Span];

        Assert.Equal(FrameError.None, Decode(encoded, out var inTwoPieces));
        Assert.Equal(FrameError.None, Decode(new EncodedFrame(joined, default), out var inOnePiece));
        Assert.Equal(joined.Length, encoded.Length);
        Assert.Equal(joined.Length, FrameCodec.LengthOf(frame));
        Assert.Equal(Comparing.Describe(frame), Comparing.Describe(inTwoPieces!));
        Assert.Equal(Comparing.Describe(frame), Comparing.Describe(inOnePiece!));
    }

    [Fact]
    public void Random_bytes_should_never_throw()
    {
        var random = new RandomSource(31);
        for (var i = 0; i < Cases; i++)
        {
            var bytes = RandomBytes(random, random.Next(120));
            if (bytes.Length > 1 && i % 2 == 0)
                (bytes[0], bytes[1]) = (FrameCodec.Version, (byte)Kinds[random.Next(Kinds.Length)]);

            AssertConsistent(bytes);
        }
    }

    [Fact]
    public void Flipped_bits_should_never_throw()
    {
        var random = new RandomSource(32);
        var kinds = GoldenFrames.All.Keys.ToArray();
        var accepted = 0;
        for (var i = 0; i < Cases; i++)
        {
            var bytes = GoldenFrames.Bytes(kinds[random.Next(kinds.Length)]);
            for (var flips = 1 + random.Next(8); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

            accepted += AssertConsistent(bytes) ? 1 : 0;
        }

        Assert.InRange(accepted, Cases / 20, Cases - (Cases / 20));
    }

    /// <summary>An answer without a frame is an error and the other way round; what is inside may be read, and written again.</summary>
    private static bool AssertConsistent(byte[] bytes)
    {
        var error = Decode(new EncodedFrame(bytes, default), out var frame);
        Assert.True(Enum.IsDefined(error));
        Assert.Equal(error == FrameError.None, frame is not null);
        (frame as BroadcastFrame)?.Envelope.TryOpen(out _);
        (frame as RouteFrame)?.Envelope.TryOpen(out _);
        (frame as StoreFrame)?.Record.Verify();
        (frame as FindRecordReplyFrame)?.Record?.Verify();
        if (frame is null)
            return false;

        Assert.Equal(FrameError.None, Decode(FrameCodec.Encode(frame), out var again));
        Assert.Equal(Comparing.Describe(frame), Comparing.Describe(again!));
        return true;
    }

    private static Frame Arbitrary(RandomSource random) => Kinds[random.Next(Kinds.Length)] switch
    {
        FrameKind.Hello => new HelloFrame(ArbitraryContact(random)),
        FrameKind.Ping => new PingFrame(random.NextBits()),
        FrameKind.Pong => new PongFrame(random.NextBits()),
        FrameKind.FindNode => new FindNodeFrame(random.NextBits(), PeerId.Random(random), 1 + random.Next(255)),
        FrameKind.FindNodeReply => new FindNodeReplyFrame(
            random.NextBits(), Enumerable.Range(0, random.Next(40)).Select(_ => ArbitraryContact(random)).ToArray()),
        FrameKind.Broadcast => new BroadcastFrame(ArbitraryHeader(random), ArbitraryEnvelope(random)),
        FrameKind.Route => new RouteFrame(ArbitraryId(random), PeerId.Random(random), (byte)random.Next(256), ArbitraryEnvelope(random)),
        FrameKind.RouteResult => new RouteResultFrame(ArbitraryId(random), (RouteOutcome)(1 + random.Next(2))),
        FrameKind.Ack => new AckFrame(
            ArbitraryId(random), ArbitraryHeight(random), (ushort)random.NextBits(), random.Next(2) == 0 ? null : (uint)random.Next(int.MaxValue)),
        FrameKind.Offer => new OfferFrame(ArbitraryId(random), ArbitraryHeight(random)),
        FrameKind.Have => new HaveFrame(ArbitraryId(random), ArbitraryHeight(random)),
        FrameKind.Want => new WantFrame(ArbitraryId(random)),
        FrameKind.Serve => new ServeFrame(ArbitraryId(random), PeerId.Random(random), ArbitraryHeight(random)),
        FrameKind.Done => new DoneFrame(ArbitraryId(random), ArbitraryHeight(random), (uint)random.NextBits()),
        FrameKind.Digest => new DigestFrame(ArbitraryStreams(random), random.Next(2) == 0, random.Next(2) == 0),
        FrameKind.Fetch => new FetchFrame(ArbitraryStreams(random)),
        FrameKind.Store => new StoreFrame(random.NextBits(), ArbitraryRecord(random)),
        FrameKind.StoreReply => new StoreReplyFrame(random.NextBits(), (StoreOutcome)(1 + random.Next(11))),
        FrameKind.FindRecord => new FindRecordFrame(random.NextBits(), (RecordKind)(1 + random.Next(255)), PeerId.Random(random)),
        FrameKind.FindRecordReply => new FindRecordReplyFrame(
            random.NextBits(),
            random.Next(2) == 0 ? null : ArbitraryRecord(random),
            Enumerable.Range(0, random.Next(40)).Select(_ => ArbitraryContact(random)).ToArray()),
        _ => GoodbyeFrame.Instance,
    };

    private static ushort ArbitraryHeight(RandomSource random) => (ushort)random.Next(PeerId.Bits + 1);

    private static StreamRanges[] ArbitraryStreams(RandomSource random) =>
    [
        .. Enumerable.Range(0, random.Next(5)).Select(_ => new StreamRanges(
            new StreamId(random.NextBits(), random.NextBits()), (uint)random.NextBits() >> random.Next(32), ArbitraryRanges(random))),
    ];

    private static List<SequenceRange> ArbitraryRanges(RandomSource random)
    {
        var ranges = new List<SequenceRange>();
        var next = 1UL;
        for (var count = 1 + random.Next(6); count > 0; count--)
        {
            var first = next + (random.NextBits() >> (8 + random.Next(56)));
            var last = first + (random.NextBits() >> (8 + random.Next(56)));
            ranges.Add(new SequenceRange(first, last));
            next = last + 2;
        }

        return ranges;
    }

    private static HopHeader ArbitraryHeader(RandomSource random) => new(
        ArbitraryId(random),
        (BroadcastPlan)(1 + random.Next(5)),
        (byte)random.Next(256),
        (byte)(1 + random.Next(255)),
        ArbitraryHeight(random),
        random.Next(2) == 0);

    private static MessageId ArbitraryId(RandomSource random) => new(random.NextBits(), random.NextBits());

    private static Envelope ArbitraryEnvelope(RandomSource random) => Envelope.FromWire(RandomBytes(random, 1 + random.Next(300)));

    private static SignedRecord ArbitraryRecord(RandomSource random) => SignedRecord.FromWire(
        (RecordKind)(1 + random.Next(255)),
        PeerId.Random(random),
        random.NextBits() >> random.Next(64),
        1 + ((uint)random.NextBits() >> (1 + random.Next(31))),
        RandomBytes(random, random.Next(300)),
        RandomBytes(random, random.Next(120)),
        RandomBytes(random, random.Next(80)));

    private static Contact ArbitraryContact(RandomSource random) => new(
        PeerId.Random(random),
        random.Next(3) == 0 ? Contact.InProcessAddress : "wss://" + new string((char)('a' + random.Next(26)), random.Next(250)) + "é",
        (ContactMode)random.Next(2),
        (PlanSet)random.Next(256),
        random.NextBits());

    private static byte[] RandomBytes(RandomSource random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)random.Next(256);

        return bytes;
    }

    private static FrameError Decode(EncodedFrame encoded, out Frame? frame) =>
        FrameCodec.TryDecode(encoded, FrameCodec.DefaultMaxFrameBytes, out frame);
}
