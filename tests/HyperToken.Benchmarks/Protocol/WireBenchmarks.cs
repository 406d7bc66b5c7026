using BenchmarkDotNet.Attributes;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Benchmarks.Protocol;

/// <summary>Frames and envelopes to bytes and back; the payload has 256 bytes.</summary>
public class WireBenchmarks
{
    private readonly EnvelopeBody _body;
    private readonly BroadcastFrame _broadcast;
    private readonly EncodedFrame _broadcastBytes;
    private readonly FindNodeReplyFrame _reply;
    private readonly EncodedFrame _replyBytes;

    /// <summary>Makes the frames and their bytes.</summary>
    public WireBenchmarks()
    {
        _body = new EnvelopeBody(Samples.Self, 1, 1, 1_000_000, "chat", new byte[256]);
        _broadcast = new BroadcastFrame(new HopHeader(_body.Id, BroadcastPlan.Epidemic, 10, 1), Envelope.Seal(_body));
        _broadcastBytes = AsRead(FrameCodec.Encode(_broadcast));
        _reply = new FindNodeReplyFrame(7, Samples.Ids(20).Select(id => new Contact(id)).ToArray());
        _replyBytes = AsRead(FrameCodec.Encode(_reply));
    }

    /// <summary>A broadcast frame on its next hop: a new header, the envelope untouched.</summary>
    [Benchmark]
    public EncodedFrame HopHeaderEncode() => FrameCodec.Encode(_broadcast);

    /// <summary>A broadcast frame taken off a link, the envelope unread.</summary>
    [Benchmark]
    public Frame? HopHeaderDecode() => Decode(_broadcastBytes);

    /// <summary>An envelope sealed at its origin.</summary>
    [Benchmark]
    public Envelope EnvelopeEncode() => Envelope.Seal(_body);

    /// <summary>An envelope opened by its receiver.</summary>
    [Benchmark]
    public EnvelopeBody? EnvelopeDecode() => Envelope.FromWire(_broadcast.Envelope.Bytes).TryOpen(out var body) ? body : null;

    /// <summary>The message's id, recomputed.</summary>
    [Benchmark]
    public MessageId MessageIdOf() => _body.Id;

    /// <summary>An answer with 20 contacts, to bytes.</summary>
    [Benchmark]
    public EncodedFrame FindNodeReplyEncode() => FrameCodec.Encode(_reply);

    /// <summary>An answer with 20 contacts, from bytes.</summary>
    [Benchmark]
    public Frame? FindNodeReplyDecode() => Decode(_replyBytes);

    private static Frame? Decode(in EncodedFrame bytes) =>
        FrameCodec.TryDecode(bytes, FrameCodec.DefaultMaxFrameBytes, out var frame) == FrameError.None
            ? frame
            : throw new InvalidOperationException("The bytes to decode are no frame.");

    /// <summary>As a stream delivers it: in one piece.</summary>
    private static EncodedFrame AsRead(in EncodedFrame frame) => new((byte[])[.. frame.Head.Span, .. frame.Tail.Span], default);
}
