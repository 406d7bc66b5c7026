using System.Buffers.Binary;
using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Wire;

/// <summary>
/// The frames that store and find records to bytes or messages of overlay.proto and back; null where a rule is broken.
/// <list type="table">
/// <item><term>StoreReply</term><description>request 8, outcome 1: 11 bytes</description></item>
/// <item><term>FindRecord</term><description>request 8, kind of record 1, key 32: 43 bytes</description></item>
/// <item><term>Store, FindRecordReply</term><description>a message of overlay.proto</description></item>
/// </list>
/// How long a record is and how long it is meant to live is no matter of its frame: who keeps or uses it looks at that, and says so.
/// </summary>
internal static class RecordFrameCodec
{
    private const int RequestAt = FrameLayout.PrefixBytes;
    private const int OutcomeAt = RequestAt + 8;
    private const int RecordKindAt = RequestAt + 8;
    private const int KeyAt = RecordKindAt + 1;

    public const int StoreReplyBytes = OutcomeAt + 1;
    public const int FindRecordBytes = KeyAt + PeerId.Size;

    public static byte[] Encode(StoreReplyFrame reply)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.StoreReply, StoreReplyBytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(RequestAt), reply.Request);
        bytes[OutcomeAt] = (byte)reply.Outcome;
        return bytes;
    }

    public static byte[] Encode(FindRecordFrame find)
    {
        var bytes = FrameLayout.Prefixed(FrameKind.FindRecord, FindRecordBytes);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(RequestAt), find.Request);
        bytes[RecordKindAt] = (byte)find.RecordKind;
        find.Key.Write(bytes.AsSpan(KeyAt));
        return bytes;
    }

    public static FrameError DecodeStoreReply(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, StoreReplyBytes);
        if (error != FrameError.None)
            return error;

        var bytes = encoded.Head.Span;
        var outcome = (StoreOutcome)bytes[OutcomeAt];
        if (!Enum.IsDefined(outcome))
            return FrameError.Malformed;

        frame = new StoreReplyFrame(BinaryPrimitives.ReadUInt64BigEndian(bytes[RequestAt..]), outcome);
        return FrameError.None;
    }

    public static FrameError DecodeFindRecord(in EncodedFrame encoded, out Frame? frame)
    {
        frame = null;
        var error = FrameLayout.CheckLength(encoded, FindRecordBytes);
        if (error != FrameError.None)
            return error;

        // A kind of a later version may be asked for: nobody keeps it here.
        var bytes = encoded.Head.Span;
        if (bytes[RecordKindAt] == 0)
            return FrameError.Malformed;

        frame = new FindRecordFrame(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[RequestAt..]),
            (RecordKind)bytes[RecordKindAt],
            new PeerId(bytes.Slice(KeyAt, PeerId.Size)));
        return FrameError.None;
    }

    public static Store ToMessage(StoreFrame store) => new() { Request = store.Request, Record = ToMessage(store.Record) };

    public static FindRecordReply ToMessage(FindRecordReplyFrame reply)
    {
        var message = new FindRecordReply { Request = reply.Request, Record = reply.Record is null ? null : ToMessage(reply.Record) };
        foreach (var contact in reply.Closest)
            message.Closest.Add(ContactCodec.ToRecord(contact));

        return message;
    }

    public static StoreFrame? FromMessage(Store message) =>
        message.Record is not null && TryRead(message.Record) is { } record ? new StoreFrame(message.Request, record) : null;

    public static FindRecordReplyFrame? FromMessage(FindRecordReply message)
    {
        var record = message.Record is null ? null : TryRead(message.Record);
        if (record is null != message.Record is null)
            return null;

        return ContactCodec.TryReadAll(message.Closest, FrameCodec.MaxContacts) is { } closest
            ? new FindRecordReplyFrame(message.Request, record, closest)
            : null;
    }

    private static Record ToMessage(SignedRecord record) => new()
    {
        Kind = (uint)record.Kind,
        Key = UnsafeByteOperations.UnsafeWrap(record.Key.ToByteArray()),
        Sequence = record.Sequence,
        TimeToLiveMillis = record.TimeToLiveMillis,
        Content = UnsafeByteOperations.UnsafeWrap(record.Content),
        PublicKey = UnsafeByteOperations.UnsafeWrap(record.PublicKey),
        Signature = UnsafeByteOperations.UnsafeWrap(record.Signature),
    };

    private static SignedRecord? TryRead(Record record) =>
        record.Kind is >= 1 and <= byte.MaxValue && record.Key.Length == PeerId.Size && record.TimeToLiveMillis != 0
            ? SignedRecord.FromWire(
                (RecordKind)record.Kind,
                new PeerId(record.Key.Span),
                record.Sequence,
                record.TimeToLiveMillis,
                record.Content.Memory,
                record.PublicKey.Memory,
                record.Signature.Memory)
            : null;
}
