using Google.Protobuf;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Wire;

/// <summary>
/// Digests and fetches to messages of overlay.proto and back. Ranges are written as what is missing before each and how many
/// follow, so that a stream without gaps costs a handful of bytes whatever its sequences are.
/// </summary>
internal static class RepairFrameCodec
{
    /// <summary>The most streams one frame may name; one with more is malformed.</summary>
    public const int MaxStreams = 1024;

    /// <summary>The most ranges one frame may carry, those of all its streams together; one with more is malformed.</summary>
    public const int MaxRanges = 4096;

    public static Digest ToMessage(DigestFrame digest)
    {
        var message = new Digest { WantsReply = digest.WantsReply, HasMore = digest.HasMore };
        foreach (var stream in digest.Streams)
            message.Streams.Add(ToRecord(stream));

        return message;
    }

    public static Fetch ToMessage(FetchFrame fetch)
    {
        var message = new Fetch();
        foreach (var stream in fetch.Streams)
            message.Streams.Add(ToRecord(stream));

        return message;
    }

    public static DigestFrame? FromMessage(Digest message) =>
        TryRead(message.Streams) is { } streams ? new DigestFrame(streams, message.WantsReply, message.HasMore) : null;

    public static FetchFrame? FromMessage(Fetch message) =>
        TryRead(message.Streams) is { } streams ? new FetchFrame(streams) : null;

    /// <summary>The frame's length without making it: digests are many.</summary>
    public static int LengthOf(DigestFrame digest) =>
        FrameLayout.PrefixBytes + LengthOf(digest.Streams) + (digest.WantsReply ? 2 : 0) + (digest.HasMore ? 2 : 0);

    /// <inheritdoc cref="LengthOf(DigestFrame)"/>
    public static int LengthOf(FetchFrame fetch) => FrameLayout.PrefixBytes + LengthOf(fetch.Streams);

    private static int LengthOf(IReadOnlyList<StreamRanges> streams)
    {
        var length = 0;
        for (var i = 0; i < streams.Count; i++)
        {
            var ranges = PackedLength(streams[i].Ranges);
            var record = 1 + CodedOutputStream.ComputeLengthSize(StreamId.Size) + StreamId.Size
                + (streams[i].AgeMillis == 0 ? 0 : 1 + CodedOutputStream.ComputeUInt32Size(streams[i].AgeMillis))
                + (ranges == 0 ? 0 : 1 + CodedOutputStream.ComputeLengthSize(ranges) + ranges);
            length += 1 + CodedOutputStream.ComputeLengthSize(record) + record;
        }

        return length;
    }

    private static int PackedLength(IReadOnlyList<SequenceRange> ranges)
    {
        var length = 0;
        var next = 1UL;
        for (var i = 0; i < ranges.Count; i++)
        {
            var range = ranges[i];
            length += CodedOutputStream.ComputeUInt64Size(range.First - next)
                + CodedOutputStream.ComputeUInt64Size(range.Last - range.First + 1);
            next = range.Last + 1;
        }

        return length;
    }

    private static StreamRecord ToRecord(StreamRanges stream)
    {
        var id = new byte[StreamId.Size];
        stream.Stream.Write(id);
        var record = new StreamRecord { Stream = UnsafeByteOperations.UnsafeWrap(id), AgeMillis = stream.AgeMillis };
        var next = 1UL;
        foreach (var range in stream.Ranges)
        {
            record.Ranges.Add(range.First - next);
            record.Ranges.Add(range.Last - range.First + 1);
            next = range.Last + 1;
        }

        return record;
    }

    private static StreamRanges[]? TryRead(IReadOnlyList<StreamRecord> records)
    {
        if (records.Count > MaxStreams)
            return null;

        var streams = new StreamRanges[records.Count];
        var room = MaxRanges;
        for (var i = 0; i < streams.Length; i++)
        {
            var record = records[i];
            if (record.Stream.Length != StreamId.Size || TryRead(record.Ranges, room) is not { } ranges)
                return null;

            room -= ranges.Length;
            streams[i] = new StreamRanges(StreamId.Read(record.Stream.Span), record.AgeMillis, ranges);
        }

        return streams;
    }

    /// <summary>Ranges ascend, hold something, and have gaps between them; the last sequence is below 2^64 - 1.</summary>
    private static SequenceRange[]? TryRead(IReadOnlyList<ulong> numbers, int room)
    {
        if (numbers.Count == 0 || numbers.Count % 2 != 0 || numbers.Count / 2 > room)
            return null;

        var ranges = new SequenceRange[numbers.Count / 2];
        var next = 1UL;
        for (var i = 0; i < ranges.Length; i++)
        {
            var (missing, count) = (numbers[2 * i], numbers[(2 * i) + 1]);
            var left = ulong.MaxValue - next;
            if (count == 0 || (i > 0 && missing == 0) || missing > left || count > left - missing)
                return null;

            var first = next + missing;
            next = first + count;
            ranges[i] = new SequenceRange(first, next - 1);
        }

        return ranges;
    }
}
