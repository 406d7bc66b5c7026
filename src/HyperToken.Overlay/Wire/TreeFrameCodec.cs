using System.Buffers.Binary;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Wire;

/// <summary>
/// The frames of the tree plan to bytes and back; all have a fixed layout.
/// <list type="table">
/// <item><term>Ack</term><description>height 2, message id 16, reached 4, load 2: 26 bytes</description></item>
/// <item><term>Done</term><description>height 2, message id 16, reached 4: 24 bytes</description></item>
/// <item><term>Offer, Have</term><description>height 2, message id 16: 20 bytes</description></item>
/// <item><term>Want</term><description>message id 16: 18 bytes</description></item>
/// <item><term>Serve</term><description>message id 16, point 32, length 2: 52 bytes</description></item>
/// </list>
/// </summary>
internal static class TreeFrameCodec
{
    private const int HeightAt = FrameLayout.PrefixBytes;
    private const int IdAt = HeightAt + FrameLayout.HeightBytes;
    private const int ReachedAt = IdAt + MessageId.Size;
    private const int LoadBytes = 2;
    private const int WantIdAt = FrameLayout.PrefixBytes;
    private const int PointAt = WantIdAt + MessageId.Size;
    private const int LengthAt = PointAt + PeerId.Size;

    /// <summary>How many were reached is not known yet.</summary>
    private const uint ReachedOpen = uint.MaxValue;

    public const int DoneBytes = ReachedAt + FrameLayout.ReachedBytes;
    public const int AckBytes = DoneBytes + LoadBytes;
    public const int OfferBytes = IdAt + MessageId.Size;
    public const int WantBytes = WantIdAt + MessageId.Size;
    public const int ServeBytes = LengthAt + FrameLayout.HeightBytes;

    public static byte[] Encode(AckFrame ack)
    {
        var bytes = EncodeReached(FrameKind.Ack, AckBytes, ack.Height, ack.Id, ack.Reached ?? ReachedOpen);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(DoneBytes), ack.Load);
        return bytes;
    }

    public static byte[] Encode(DoneFrame done) => EncodeReached(FrameKind.Done, DoneBytes, done.Height, done.Id, done.Reached);

    public static byte[] Encode(OfferFrame offer) => EncodeHeight(FrameKind.Offer, OfferBytes, offer.Height, offer.Id);

    public static byte[] Encode(HaveFrame have) => EncodeHeight(FrameKind.Have, OfferBytes, have.Served, have.Id);

    public static byte[] Encode(WantFrame want)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.Want, WantBytes);
        want.Id.Write(bytes.AsSpan(WantIdAt));
        return bytes;
    }

    public static byte[] Encode(ServeFrame serve)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.Serve, ServeBytes);
        serve.Id.Write(bytes.AsSpan(WantIdAt));
        serve.Point.Write(bytes.AsSpan(PointAt));
        FrameLayout.WriteHeight(bytes.AsSpan(LengthAt), serve.Length);
        return bytes;
    }

    /// <summary>Decodes the kinds Ack, Offer, Have and Done.</summary>
    public static FrameError DecodeWithHeight(FrameKind kind, in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var hasReached = kind is FrameKind.Ack or FrameKind.Done;
        var error = FrameLayout.CheckLength(encoded, LengthOf(kind));
        if (error != FrameError.None)
            return error;

        var bytes = encoded.Head.Span;
        if (!FrameLayout.TryReadHeight(bytes[HeightAt..], out var height))
            return FrameError.Malformed;

        var id = MessageId.Read(bytes[IdAt..]);
        var reached = hasReached ? BinaryPrimitives.ReadUInt32BigEndian(bytes[ReachedAt..]) : 0;
        frame = kind switch
        {
            FrameKind.Ack => new AckFrame(id, height, BinaryPrimitives.ReadUInt16BigEndian(bytes[DoneBytes..]), reached == ReachedOpen ? null : reached),
            FrameKind.Offer => new OfferFrame(id, height),
            FrameKind.Have => new HaveFrame(id, height),
            _ => new DoneFrame(id, height, reached),
        };
        return FrameError.None;
    }

    public static FrameError DecodeWant(in EncodedFrame encoded, out Frame? frame)
    {
        var error = FrameLayout.CheckLength(encoded, WantBytes);
        frame = error == FrameError.None ? new WantFrame(MessageId.Read(encoded.Head.Span[WantIdAt..])) : null;
        return error;
    }

    public static FrameError DecodeServe(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, ServeBytes);
        if (error != FrameError.None)
            return error;

        var bytes = encoded.Head.Span;
        if (!FrameLayout.TryReadHeight(bytes[LengthAt..], out var length))
            return FrameError.Malformed;

        frame = new ServeFrame(MessageId.Read(bytes[WantIdAt..]), new PeerId(bytes.Slice(PointAt, PeerId.Size)), length);
        return FrameError.None;
    }

    private static int LengthOf(FrameKind kind) => kind switch
    {
        FrameKind.Ack => AckBytes,
        FrameKind.Done => DoneBytes,
        _ => OfferBytes,
    };

    private static byte[] EncodeReached(FrameKind kind, int length, ushort height, in MessageId id, uint reached)
    {
        var bytes = EncodeHeight(kind, length, height, id);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(ReachedAt), reached);
        return bytes;
    }

    private static byte[] EncodeHeight(FrameKind kind, int length, ushort height, in MessageId id)
    {
        var bytes = FrameLayout.Prefixed(kind, length);
        FrameLayout.WriteHeight(bytes.AsSpan(HeightAt), height);
        id.Write(bytes.AsSpan(IdAt));
        return bytes;
    }
}
