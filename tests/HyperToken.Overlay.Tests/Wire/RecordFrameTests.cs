using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Wire;
using HyperToken.Overlay.Wire.Messages;
using Record = HyperToken.Overlay.Wire.Messages.Record;

namespace HyperToken.Overlay.Tests.Wire;

/// <summary>What is checked inside the frames of records, and what is left to whoever keeps or uses the record.</summary>
public sealed class RecordFrameTests
{
    [Fact]
    public void A_record_should_have_a_kind_a_whole_key_and_a_life()
    {
        AssertRecord(FrameError.None, static _ => { });
        AssertRecord(FrameError.None, static record => record.Kind = 255);
        AssertRecord(FrameError.Malformed, static record => record.Kind = 0);
        AssertRecord(FrameError.Malformed, static record => record.Kind = 256);
        AssertRecord(FrameError.Malformed, static record => record.Kind = uint.MaxValue);
        AssertRecord(FrameError.Malformed, static record => record.Key = ByteString.CopyFrom(new byte[31]));
        AssertRecord(FrameError.Malformed, static record => record.Key = ByteString.CopyFrom(new byte[33]));
        AssertRecord(FrameError.Malformed, static record => record.Key = ByteString.Empty);
        AssertRecord(FrameError.Malformed, static record => record.TimeToLiveMillis = 0);
    }

    [Fact]
    public void A_record_beyond_the_limits_should_arrive_to_be_refused_by_name()
    {
        var tooLarge = Record();
        tooLarge.Content = ByteString.CopyFrom(new byte[SignedRecord.MaxLength]);
        Assert.Equal(RecordVerdict.TooLarge, Stored(tooLarge).Verify());

        var tooLongLived = Record();
        tooLongLived.TimeToLiveMillis = uint.MaxValue;
        Assert.Equal(RecordVerdict.TooLongLived, Stored(tooLongLived).Verify());
        Assert.Equal(TimeSpan.FromMilliseconds((long)uint.MaxValue), Stored(tooLongLived).TimeToLive);
    }

    [Fact]
    public void A_request_to_store_should_bring_a_record() =>
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Store, new Store { Request = 1 }, out _));

    [Fact]
    public void An_answer_should_have_a_record_or_none_and_at_most_255_contacts()
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.FindRecordReply, new FindRecordReply { Request = 1 }, out var empty));
        Assert.Null(Assert.IsType<FindRecordReplyFrame>(empty).Record);
        Assert.Equal(FrameError.None, Decode(FrameKind.FindRecordReply, Reply(255), out _));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindRecordReply, Reply(256), out _));

        var reply = Reply(3);
        reply.Closest[2].Id = ByteString.Empty;
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindRecordReply, reply, out _));
    }

    [Fact]
    public void A_kind_of_a_later_version_should_be_asked_for_in_vain_but_not_refused()
    {
        var bytes = GoldenFrames.Bytes(FrameKind.FindRecord);
        bytes[10] = 200;
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(new EncodedFrame(bytes, default), FrameCodec.DefaultMaxFrameBytes, out var frame));
        Assert.Equal((RecordKind)200, Assert.IsType<FindRecordFrame>(frame).RecordKind);
    }

    [Fact]
    public void A_signed_record_should_still_hold_when_it_arrives()
    {
        using var keys = KeyPair.Generate();
        var record = SignedRecord.Create(RecordKind.Locate, keys.Id, 1, SignedRecord.MaxTimeToLive, new byte[SignedRecord.MaxContentLength], keys);
        var encoded = FrameCodec.Encode(new StoreFrame(1, record));
        Assert.Equal(FrameError.None, FrameCodec.TryDecode(encoded, FrameCodec.DefaultMaxFrameBytes, out var frame));
        Assert.Equal(RecordVerdict.Valid, Assert.IsType<StoreFrame>(frame).Record.Verify());
    }

    /// <summary>Whatever holds for a record, holds for it in both frames that carry one.</summary>
    private static void AssertRecord(FrameError expected, Action<Record> change)
    {
        var record = Record();
        change(record);
        Assert.Equal(expected, Decode(FrameKind.Store, new Store { Record = record }, out _));
        Assert.Equal(expected, Decode(FrameKind.FindRecordReply, new FindRecordReply { Record = record }, out _));
    }

    private static SignedRecord Stored(Record record)
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.Store, new Store { Record = record }, out var frame));
        return Assert.IsType<StoreFrame>(frame).Record;
    }

    private static Record Record() => new() { Kind = 1, Key = ByteString.CopyFrom(new byte[32]), TimeToLiveMillis = 1 };

    private static FindRecordReply Reply(int contacts) => new()
    {
        Closest = { Enumerable.Range(0, contacts).Select(_ => new ContactRecord { Id = ByteString.CopyFrom(new byte[32]), Addresses = { "inprocess:" } }) },
    };

    private static FrameError Decode(FrameKind kind, IMessage message, out Frame? frame)
    {
        byte[] bytes = [FrameCodec.Version, (byte)kind, .. message.ToByteArray()];
        return FrameCodec.TryDecode(new EncodedFrame(bytes, default), FrameCodec.DefaultMaxFrameBytes, out frame);
    }
}
