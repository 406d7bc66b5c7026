using System.Buffers.Binary;
using Google.Protobuf;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire.Messages;
using Envelope = HyperToken.Overlay.Broadcast.Envelope;

namespace HyperToken.Overlay.Wire;

/// <summary>
/// Frames to bytes and back. Byte 0 is the version, byte 1 the <see cref="FrameKind"/>. Numbers are big-endian.
/// <list type="table">
/// <item><term>Ping, Pong</term><description>request 8: 10 bytes</description></item>
/// <item><term>Broadcast</term><description>plan 1, time to live 1, hops 1, flags 1, height 2, message id 16: 24 bytes, then the envelope</description></item>
/// <item><term>Route</term><description>time to live 1, zero 1, message id 16, target 32: 52 bytes, then the envelope</description></item>
/// <item><term>RouteResult</term><description>outcome 1, zero 1, message id 16: 20 bytes</description></item>
/// <item><term>Goodbye</term><description>2 bytes</description></item>
/// <item><term>Ack, Offer, Have, Want, Serve, Done</term><description>see <see cref="TreeFrameCodec"/></description></item>
/// <item><term>Register, Registered, Detach, Announce, Invite, Candidate, Confirm</term><description>see <see cref="SupernodeFrameCodec"/></description></item>
/// <item><term>StoreReply, FindRecord</term><description>see <see cref="RecordFrameCodec"/></description></item>
/// <item><term>Hello, FindNode, FindNodeReply, Digest, Fetch, Store, FindRecordReply</term><description>a message of overlay.proto</description></item>
/// </list>
/// </summary>
public static class FrameCodec
{
    /// <summary>The version this peer speaks.</summary>
    public const byte Version = 1;

    /// <summary>The longest frame accepted unless configured otherwise, in bytes: 1 MiB of payload and room for its headers.</summary>
    public const int DefaultMaxFrameBytes = (1 << 20) + 4096;

    /// <summary>The most contacts one answer may carry; one with more is malformed.</summary>
    public const int MaxContacts = 255;

    /// <summary>The most streams a digest or a fetch may name; one with more is malformed.</summary>
    public const int MaxStreams = RepairFrameCodec.MaxStreams;

    /// <summary>The most ranges a digest or a fetch may carry, those of all its streams together; one with more is malformed.</summary>
    public const int MaxRanges = RepairFrameCodec.MaxRanges;

    internal const int PrefixBytes = FrameLayout.PrefixBytes;
    internal const int PingBytes = PrefixBytes + 8;
    internal const int BroadcastHeaderBytes = PrefixBytes + 6 + MessageId.Size;
    internal const int RouteHeaderBytes = PrefixBytes + 2 + MessageId.Size + PeerId.Size;
    internal const int RouteResultBytes = PrefixBytes + 2 + MessageId.Size;

    /// <summary>The flag of a hop header that asks how many peers were reached; the other bits are zero in this version.</summary>
    private const byte WantsReachFlag = 1;

    /// <summary>Encodes a frame; an envelope's bytes are referred to, not copied.</summary>
    public static EncodedFrame Encode(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        switch (frame)
        {
            case BroadcastFrame broadcast:
                return new EncodedFrame(EncodeHopHeader(broadcast.Header), broadcast.Envelope.Bytes, broadcast.Envelope);
            case RouteFrame route:
                return new EncodedFrame(EncodeRouteHeader(route), route.Envelope.Bytes);
            case PingFrame ping:
                return Head(EncodeRequest(FrameKind.Ping, ping.Request));
            case PongFrame pong:
                return Head(EncodeRequest(FrameKind.Pong, pong.Request));
            case RouteResultFrame result:
                return Head(EncodeRouteResult(result));
            case FindNodeFrame find:
                return Head(EncodeMessage(FrameKind.FindNode, ContactFrameCodec.ToMessage(find)));
            case FindNodeReplyFrame reply:
                return Head(EncodeMessage(FrameKind.FindNodeReply, ContactFrameCodec.ToMessage(reply)));
            case HelloFrame hello:
                return Head(EncodeMessage(FrameKind.Hello, ContactFrameCodec.ToMessage(hello)));
            case GoodbyeFrame:
                return Head([Version, (byte)FrameKind.Goodbye]);
            case AckFrame ack:
                return Head(TreeFrameCodec.Encode(ack));
            case OfferFrame offer:
                return Head(TreeFrameCodec.Encode(offer));
            case HaveFrame have:
                return Head(TreeFrameCodec.Encode(have));
            case WantFrame want:
                return Head(TreeFrameCodec.Encode(want));
            case ServeFrame serve:
                return Head(TreeFrameCodec.Encode(serve));
            case DoneFrame done:
                return Head(TreeFrameCodec.Encode(done));
            case DigestFrame digest:
                return Head(EncodeMessage(FrameKind.Digest, RepairFrameCodec.ToMessage(digest)));
            case FetchFrame fetch:
                return Head(EncodeMessage(FrameKind.Fetch, RepairFrameCodec.ToMessage(fetch)));
            case RegisterFrame register:
                return Head(SupernodeFrameCodec.Encode(register));
            case RegisteredFrame registered:
                return Head(EncodeMessage(FrameKind.Registered, SupernodeFrameCodec.ToMessage(registered)));
            case DetachFrame:
                return Head([Version, (byte)FrameKind.Detach]);
            case AnnounceFrame announce:
                return Head(EncodeMessage(FrameKind.Announce, SupernodeFrameCodec.ToMessage(announce)));
            case InviteFrame invite:
                return Head(SupernodeFrameCodec.Encode(invite));
            case CandidateFrame candidate:
                return Head(SupernodeFrameCodec.Encode(candidate));
            case ConfirmFrame confirm:
                return Head(SupernodeFrameCodec.Encode(confirm));
            case StoreFrame store:
                return Head(EncodeMessage(FrameKind.Store, RecordFrameCodec.ToMessage(store)));
            case StoreReplyFrame reply:
                return Head(RecordFrameCodec.Encode(reply));
            case FindRecordFrame find:
                return Head(RecordFrameCodec.Encode(find));
            case FindRecordReplyFrame reply:
                return Head(EncodeMessage(FrameKind.FindRecordReply, RecordFrameCodec.ToMessage(reply)));
            default:
                throw new ArgumentException($"No layout for {frame.GetType().Name}.", nameof(frame));
        }
    }

    /// <summary>How many bytes <see cref="Encode"/> would make of a frame.</summary>
    public static int LengthOf(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame switch
        {
            BroadcastFrame broadcast => BroadcastHeaderBytes + broadcast.Envelope.Bytes.Length,
            RouteFrame route => RouteHeaderBytes + route.Envelope.Bytes.Length,
            PingFrame or PongFrame => PingBytes,
            RouteResultFrame => RouteResultBytes,
            GoodbyeFrame => PrefixBytes,
            AckFrame => TreeFrameCodec.AckBytes,
            DoneFrame => TreeFrameCodec.DoneBytes,
            OfferFrame or HaveFrame => TreeFrameCodec.OfferBytes,
            WantFrame => TreeFrameCodec.WantBytes,
            ServeFrame => TreeFrameCodec.ServeBytes,
            DigestFrame digest => RepairFrameCodec.LengthOf(digest),
            FetchFrame fetch => RepairFrameCodec.LengthOf(fetch),
            RegisterFrame => SupernodeFrameCodec.RegisterBytes,
            CandidateFrame => SupernodeFrameCodec.CandidateBytes,
            InviteFrame or ConfirmFrame => SupernodeFrameCodec.FlagBytes,
            DetachFrame => PrefixBytes,
            StoreReplyFrame => RecordFrameCodec.StoreReplyBytes,
            FindRecordFrame => RecordFrameCodec.FindRecordBytes,
            _ => Encode(frame).Length,
        };
    }

    /// <summary>Decodes a frame; never throws on bad bytes.</summary>
    /// <param name="encoded">The bytes; a frame read from a stream has them all in the head.</param>
    /// <param name="maxFrameBytes">Longer frames are refused.</param>
    /// <param name="frame">The frame, when the answer is <see cref="FrameError.None"/>.</param>
    public static FrameError TryDecode(in EncodedFrame encoded, int maxFrameBytes, out Frame? frame)
    {
        frame = null;
        var head = encoded.Head.Span;
        if (encoded.Length > maxFrameBytes)
            return FrameError.Oversized;
        if (head.Length < PrefixBytes)
            return FrameError.Truncated;
        if (head[0] != Version)
            return FrameError.UnknownVersion;

        switch ((FrameKind)head[1])
        {
            case FrameKind.Broadcast:
                return DecodeBroadcast(encoded, out frame);
            case FrameKind.Route:
                return DecodeRoute(encoded, out frame);
            case FrameKind.Ping:
            case FrameKind.Pong:
                return DecodeRequest((FrameKind)head[1], encoded, out frame);
            case FrameKind.RouteResult:
                return DecodeRouteResult(encoded, out frame);
            case FrameKind.Goodbye:
                return DecodeGoodbye(encoded, out frame);
            case FrameKind.FindNode:
                return DecodeMessage(encoded, FindNode.Parser, ContactFrameCodec.FromMessage, out frame);
            case FrameKind.FindNodeReply:
                return DecodeMessage(encoded, FindNodeReply.Parser, ContactFrameCodec.FromMessage, out frame);
            case FrameKind.Hello:
                return DecodeMessage(encoded, Hello.Parser, ContactFrameCodec.FromMessage, out frame);
            case FrameKind.Ack:
            case FrameKind.Offer:
            case FrameKind.Have:
            case FrameKind.Done:
                return TreeFrameCodec.DecodeWithHeight((FrameKind)head[1], encoded, out frame);
            case FrameKind.Want:
                return TreeFrameCodec.DecodeWant(encoded, out frame);
            case FrameKind.Serve:
                return TreeFrameCodec.DecodeServe(encoded, out frame);
            case FrameKind.Digest:
                return DecodeMessage(encoded, Digest.Parser, RepairFrameCodec.FromMessage, out frame);
            case FrameKind.Fetch:
                return DecodeMessage(encoded, Fetch.Parser, RepairFrameCodec.FromMessage, out frame);
            case FrameKind.Register:
                return SupernodeFrameCodec.DecodeRegister(encoded, out frame);
            case FrameKind.Registered:
                return DecodeMessage(encoded, Registered.Parser, SupernodeFrameCodec.FromMessage, out frame);
            case FrameKind.Detach:
                return SupernodeFrameCodec.DecodeDetach(encoded, out frame);
            case FrameKind.Announce:
                return DecodeMessage(encoded, Announce.Parser, SupernodeFrameCodec.FromMessage, out frame);
            case FrameKind.Invite:
            case FrameKind.Confirm:
                return SupernodeFrameCodec.DecodeFlag((FrameKind)head[1], encoded, out frame);
            case FrameKind.Candidate:
                return SupernodeFrameCodec.DecodeCandidate(encoded, out frame);
            case FrameKind.Store:
                return DecodeMessage(encoded, Store.Parser, RecordFrameCodec.FromMessage, out frame);
            case FrameKind.StoreReply:
                return RecordFrameCodec.DecodeStoreReply(encoded, out frame);
            case FrameKind.FindRecord:
                return RecordFrameCodec.DecodeFindRecord(encoded, out frame);
            case FrameKind.FindRecordReply:
                return DecodeMessage(encoded, FindRecordReply.Parser, RecordFrameCodec.FromMessage, out frame);
            default:
                return FrameError.UnknownKind;
        }
    }

    /// <summary>Writes only the part of a broadcast frame that a hop changes.</summary>
    internal static byte[] EncodeHopHeader(in HopHeader header)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.Broadcast, BroadcastHeaderBytes);
        bytes[2] = (byte)header.Plan;
        bytes[3] = header.TimeToLive;
        bytes[4] = header.Hops;
        bytes[5] = (byte)((Math.Min(header.Age, HopHeader.MaxAge) << 1) | (header.WantsReach ? WantsReachFlag : 0));
        FrameLayout.WriteHeight(bytes.AsSpan(6), header.Height);
        header.Id.Write(bytes.AsSpan(8));
        return bytes;
    }

    private static FrameError DecodeBroadcast(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var head = encoded.Head.Span;
        if (head.Length < BroadcastHeaderBytes || encoded.Length == BroadcastHeaderBytes)
            return FrameError.Truncated;
        // A plan of a later version is carried all the same; the router counts what it cannot route.
        if (head[2] == 0
            || head[4] == 0
            || !FrameLayout.TryReadHeight(head[6..], out var height)
            || IsSplit(encoded, BroadcastHeaderBytes))
            return FrameError.Malformed;

        var header = new HopHeader(
            MessageId.Read(head[8..]), (BroadcastPlan)head[2], head[3], head[4], height, (head[5] & WantsReachFlag) != 0, (byte)(head[5] >> 1));
        frame = new BroadcastFrame(header, EnvelopeOf(encoded, BroadcastHeaderBytes));
        return FrameError.None;
    }

    private static byte[] EncodeRouteHeader(RouteFrame route)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.Route, RouteHeaderBytes);
        bytes[2] = route.TimeToLive;
        route.Id.Write(bytes.AsSpan(4));
        route.Target.Write(bytes.AsSpan(4 + MessageId.Size));
        return bytes;
    }

    private static FrameError DecodeRoute(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var head = encoded.Head.Span;
        if (head.Length < RouteHeaderBytes || encoded.Length == RouteHeaderBytes)
            return FrameError.Truncated;
        if (head[3] != 0 || IsSplit(encoded, RouteHeaderBytes))
            return FrameError.Malformed;

        var target = new PeerId(head.Slice(4 + MessageId.Size, PeerId.Size));
        frame = new RouteFrame(MessageId.Read(head[4..]), target, head[2], EnvelopeOf(encoded, RouteHeaderBytes));
        return FrameError.None;
    }

    private static byte[] EncodeRouteResult(RouteResultFrame result)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.RouteResult, RouteResultBytes);
        bytes[2] = (byte)result.Outcome;
        result.Id.Write(bytes.AsSpan(4));
        return bytes;
    }

    private static FrameError DecodeRouteResult(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, RouteResultBytes);
        if (error != FrameError.None)
            return error;

        var head = encoded.Head.Span;
        if (!Enum.IsDefined((RouteOutcome)head[2]) || head[3] != 0)
            return FrameError.Malformed;

        frame = new RouteResultFrame(MessageId.Read(head[4..]), (RouteOutcome)head[2]);
        return FrameError.None;
    }

    private static byte[] EncodeRequest(FrameKind kind, ulong request)
    {
        var bytes = FrameLayout.Prefixed(kind, PingBytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(PrefixBytes), request);
        return bytes;
    }

    private static FrameError DecodeRequest(FrameKind kind, in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, PingBytes);
        if (error != FrameError.None)
            return error;

        var request = BinaryPrimitives.ReadUInt64BigEndian(encoded.Head.Span[PrefixBytes..]);
        frame = kind == FrameKind.Ping ? new PingFrame(request) : new PongFrame(request);
        return FrameError.None;
    }

    private static byte[] EncodeMessage(FrameKind kind, IMessage message)
    {
        var bytes = FrameLayout.Prefixed(kind, PrefixBytes + message.CalculateSize());
        message.WriteTo(bytes.AsSpan(PrefixBytes));
        return bytes;
    }

    private static FrameError DecodeMessage<TMessage>(
        in EncodedFrame encoded, MessageParser<TMessage> parser, Func<TMessage, Frame?> convert, out Frame? frame)
        where TMessage : IMessage<TMessage>
    {
        frame = null;
        if (!encoded.Tail.IsEmpty)
            return FrameError.Oversized;

        try
        {
            frame = convert(parser.ParseFrom(encoded.Head.Span[PrefixBytes..]));
        }
        catch (InvalidProtocolBufferException)
        {
            return FrameError.Malformed;
        }

        return frame is null ? FrameError.Malformed : FrameError.None;
    }

    private static FrameError DecodeGoodbye(in EncodedFrame encoded, out Frame? frame)
    {
        var error = FrameLayout.CheckLength(encoded, PrefixBytes);
        frame = error == FrameError.None ? GoodbyeFrame.Instance : null;
        return error;
    }

    /// <summary>The envelope follows the header, or is the tail when sender and receiver share memory.</summary>
    private static Envelope EnvelopeOf(in EncodedFrame encoded, int headerBytes) =>
        encoded.Envelope ?? Envelope.FromWire(encoded.Head.Length > headerBytes ? encoded.Head[headerBytes..] : encoded.Tail);

    private static bool IsSplit(in EncodedFrame encoded, int headerBytes) =>
        encoded.Head.Length > headerBytes && !encoded.Tail.IsEmpty;

    private static EncodedFrame Head(byte[] bytes) => new(bytes, default);
}
