using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Wire;

public sealed class FrameCodecTests
{
    private const int Limit = FrameCodec.DefaultMaxFrameBytes;

    public static TheoryData<FrameKind> Kinds => GoldenFrames.Kinds;

    [Fact]
    public void Every_kind_should_have_a_golden_frame() =>
        Assert.Equal(Enum.GetValues<FrameKind>(), GoldenFrames.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_frame_should_have_its_bytes_for_good(FrameKind kind)
    {
        var (frame, hex) = GoldenFrames.All[kind];
        Assert.Equal(kind, frame.Kind);
        Assert.Equal(hex, Convert.ToHexStringLower(Join(FrameCodec.Encode(frame))));
        Assert.Equal(FrameError.None, Decode(GoldenFrames.Bytes(kind), out var decoded));
        Assert.Equal(Comparing.Describe(frame), Comparing.Describe(decoded!));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_length_of_a_frame_should_be_known_without_encoding_it(FrameKind kind)
    {
        var frame = GoldenFrames.All[kind].Frame;
        Assert.Equal(GoldenFrames.Bytes(kind).Length, FrameCodec.LengthOf(frame));
        Assert.Equal(FrameCodec.Encode(frame).Length, FrameCodec.LengthOf(frame));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_frame_that_ends_early_should_be_refused_or_lack_its_end(FrameKind kind)
    {
        var bytes = GoldenFrames.Bytes(kind);
        for (var length = 0; length < bytes.Length; length++)
        {
            var error = Decode(bytes.AsMemory(0, length), out var frame);
            Assert.Equal(error == FrameError.None, frame is not null);
            if (length < 2)
                Assert.Equal(FrameError.Truncated, error);

            // The length of these is that of the unit the link carries: a protobuf list may end after any element, and the
            // envelope has its own check.
            if (frame is FindNodeReplyFrame reply)
                Assert.InRange(reply.Contacts.Count, 0, 1);
            else if (frame is DigestFrame digest)
                Assert.False(digest.HasMore);
            else if (frame is FetchFrame fetch)
                Assert.Empty(fetch.Streams);
            else if (frame is FindRecordReplyFrame found)
                Assert.Empty(found.Closest);
            else if (frame is RegisteredFrame registered)
                Assert.Null(registered.Rival);
            else if (frame is AnnounceFrame announce)
                Assert.Equal(0, announce.Supernodes);
            else if (frame is not null)
                Assert.False(EnvelopeOf(frame).TryOpen(out _));
        }
    }

    [Theory]
    [InlineData(FrameKind.Ping, 10)]
    [InlineData(FrameKind.Pong, 10)]
    [InlineData(FrameKind.Broadcast, 25)]
    [InlineData(FrameKind.Route, 53)]
    [InlineData(FrameKind.RouteResult, 20)]
    [InlineData(FrameKind.Ack, 26)]
    [InlineData(FrameKind.Offer, 20)]
    [InlineData(FrameKind.Have, 20)]
    [InlineData(FrameKind.Want, 18)]
    [InlineData(FrameKind.Serve, 52)]
    [InlineData(FrameKind.Done, 24)]
    [InlineData(FrameKind.StoreReply, 11)]
    [InlineData(FrameKind.FindRecord, 43)]
    public void A_fixed_layout_cut_short_should_be_truncated(FrameKind kind, int shortest)
    {
        var bytes = GoldenFrames.Bytes(kind);
        for (var length = 0; length < shortest; length++)
            Assert.Equal(FrameError.Truncated, Decode(bytes.AsMemory(0, length), out _));
    }

    [Theory]
    [InlineData(FrameKind.Ping, FrameError.Oversized)]
    [InlineData(FrameKind.Pong, FrameError.Oversized)]
    [InlineData(FrameKind.RouteResult, FrameError.Oversized)]
    [InlineData(FrameKind.Goodbye, FrameError.Oversized)]
    [InlineData(FrameKind.Ack, FrameError.Oversized)]
    [InlineData(FrameKind.Offer, FrameError.Oversized)]
    [InlineData(FrameKind.Have, FrameError.Oversized)]
    [InlineData(FrameKind.Want, FrameError.Oversized)]
    [InlineData(FrameKind.Serve, FrameError.Oversized)]
    [InlineData(FrameKind.Done, FrameError.Oversized)]
    [InlineData(FrameKind.StoreReply, FrameError.Oversized)]
    [InlineData(FrameKind.FindRecord, FrameError.Oversized)]
    [InlineData(FrameKind.Digest, FrameError.Malformed)]
    [InlineData(FrameKind.Fetch, FrameError.Malformed)]
    [InlineData(FrameKind.Store, FrameError.Malformed)]
    [InlineData(FrameKind.FindRecordReply, FrameError.Malformed)]
    [InlineData(FrameKind.Hello, FrameError.Malformed)]
    [InlineData(FrameKind.FindNode, FrameError.Malformed)]
    [InlineData(FrameKind.FindNodeReply, FrameError.Malformed)]
    public void Bytes_behind_the_end_should_be_refused(FrameKind kind, FrameError expected)
    {
        byte[] bytes = [.. GoldenFrames.Bytes(kind), 0];
        Assert.Equal(expected, Decode(bytes, out _));
        Assert.Equal(FrameError.Oversized, Decode(new EncodedFrame(bytes.AsMemory(..^1), bytes.AsMemory(^1..)), out _));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_frame_above_the_limit_should_be_refused(FrameKind kind)
    {
        var encoded = FrameCodec.Encode(GoldenFrames.All[kind].Frame);
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(encoded, encoded.Length, out _));
        Assert.Equal(FrameError.Oversized, FrameCodec.TryDecode(encoded, encoded.Length - 1, out var frame));
        Assert.Null(frame);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_unknown_version_should_be_refused(FrameKind kind)
    {
        var bytes = GoldenFrames.Bytes(kind);
        foreach (byte version in new byte[] { 0, 2, 255 })
        {
            bytes[0] = version;
            Assert.Equal(FrameError.UnknownVersion, Decode(bytes, out _));
        }
    }

    [Fact]
    public void An_unknown_kind_should_be_refused()
    {
        for (var kind = 0; kind < 256; kind++)
        {
            if (!Enum.IsDefined((FrameKind)kind))
                Assert.Equal(FrameError.UnknownKind, Decode(new byte[] { 1, (byte)kind, 0, 0 }, out _));
        }
    }

    [Theory]
    [InlineData(FrameKind.Broadcast, 2, 0)]
    [InlineData(FrameKind.Broadcast, 4, 0)]
    [InlineData(FrameKind.Broadcast, 6, 2)]
    [InlineData(FrameKind.Route, 3, 1)]
    [InlineData(FrameKind.RouteResult, 2, 0)]
    [InlineData(FrameKind.RouteResult, 2, 3)]
    [InlineData(FrameKind.RouteResult, 3, 1)]
    [InlineData(FrameKind.Ack, 2, 2)]
    [InlineData(FrameKind.Ack, 3, 1)]
    [InlineData(FrameKind.Offer, 2, 1)]
    [InlineData(FrameKind.Have, 2, 1)]
    [InlineData(FrameKind.Serve, 50, 2)]
    [InlineData(FrameKind.Done, 2, 1)]
    [InlineData(FrameKind.StoreReply, 10, 0)]
    [InlineData(FrameKind.StoreReply, 10, 12)]
    [InlineData(FrameKind.FindRecord, 10, 0)]
    public void A_value_outside_its_range_should_be_refused(FrameKind kind, int position, byte value)
    {
        var bytes = GoldenFrames.Bytes(kind);
        bytes[position] = value;
        Assert.Equal(FrameError.Malformed, Decode(bytes, out _));
    }

    [Fact]
    public void A_broadcast_should_carry_its_height_its_age_and_whether_its_reach_is_asked_for()
    {
        var bytes = GoldenFrames.Bytes(FrameKind.Broadcast);
        (bytes[5], bytes[6]) = (1 | (20 << 1), 1);
        Assert.Equal(FrameError.None, Decode(bytes, out var frame));
        var header = Assert.IsType<BroadcastFrame>(frame).Header;
        Assert.Equal((256, true, 20), (header.Height, header.WantsReach, header.Age));
        Assert.Equal(bytes, Join(FrameCodec.Encode(frame)));
    }

    [Fact]
    public void An_envelope_should_come_in_one_piece()
    {
        var bytes = GoldenFrames.Bytes(FrameKind.Broadcast);
        Assert.Equal(FrameError.Malformed, Decode(new EncodedFrame(bytes.AsMemory(..30), bytes.AsMemory(30..)), out _));
        bytes = GoldenFrames.Bytes(FrameKind.Route);
        Assert.Equal(FrameError.Malformed, Decode(new EncodedFrame(bytes.AsMemory(..60), bytes.AsMemory(60..)), out _));
    }

    [Fact]
    public void An_envelope_should_never_be_copied()
    {
        var (frame, _) = GoldenFrames.All[FrameKind.Broadcast];
        var bytes = ((BroadcastFrame)frame).Envelope.Bytes;
        var encoded = FrameCodec.Encode(frame);
        Assert.True(bytes.Equals(encoded.Tail));

        Decode(encoded, out var decoded);
        Assert.True(bytes.Equals(((BroadcastFrame)decoded!).Envelope.Bytes));

        ReadOnlyMemory<byte> joined = Join(encoded);
        Decode(joined, out decoded);
        Assert.True(joined[FrameCodec.BroadcastHeaderBytes..].Equals(((BroadcastFrame)decoded!).Envelope.Bytes));
    }

    private static Envelope EnvelopeOf(Frame frame) =>
        frame is BroadcastFrame broadcast ? broadcast.Envelope : Assert.IsType<RouteFrame>(frame).Envelope;

    private static byte[] Join(EncodedFrame encoded) => [.. encoded.Head.Span, .. encoded.Tail.Span];

    private static FrameError Decode(ReadOnlyMemory<byte> bytes, out Frame? frame) => Decode(new EncodedFrame(bytes, default), out frame);

    private static FrameError Decode(EncodedFrame encoded, out Frame? frame) => FrameCodec.TryDecode(encoded, Limit, out frame);
}
