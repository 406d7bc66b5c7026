using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Tests.Wire;

/// <summary>What is checked inside the protobuf messages of a frame.</summary>
public sealed class FrameMessageTests
{
    [Fact]
    public void A_question_should_have_a_whole_target_and_a_count_from_1_to_255()
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.FindNode, Find(32, 1)));
        Assert.Equal(FrameError.None, Decode(FrameKind.FindNode, Find(32, 255)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNode, Find(32, 0)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNode, Find(32, 256)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNode, Find(32, uint.MaxValue)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNode, Find(31, 20)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNode, Find(33, 20)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNode, new FindNode()));
    }

    [Fact]
    public void An_answer_should_have_at_most_255_contacts_all_of_them_whole()
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.FindNodeReply, Reply(0)));
        Assert.Equal(FrameError.None, Decode(FrameKind.FindNodeReply, Reply(255)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNodeReply, Reply(256)));

        var reply = Reply(3);
        reply.Contacts[2].Id = ByteString.Empty;
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.FindNodeReply, reply));
    }

    [Fact]
    public void A_digest_should_name_at_most_1024_streams()
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.Digest, new Digest()));
        Assert.Equal(FrameError.None, Decode(FrameKind.Digest, Streams(FrameCodec.MaxStreams, 1)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Digest, Streams(FrameCodec.MaxStreams + 1, 1)));
    }

    [Fact]
    public void A_digest_should_have_at_most_4096_ranges_over_all_its_streams()
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.Digest, Streams(1, FrameCodec.MaxRanges)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Digest, Streams(1, FrameCodec.MaxRanges + 1)));
        Assert.Equal(FrameError.None, Decode(FrameKind.Digest, Streams(2, FrameCodec.MaxRanges / 2)));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Digest, Streams(2, (FrameCodec.MaxRanges / 2) + 1)));
    }

    [Fact]
    public void A_stream_should_have_a_whole_id_and_ranges_that_ascend_and_hold_something()
    {
        AssertRanges(FrameError.None, [0, 1]);
        AssertRanges(FrameError.None, [0, 1, 1, 1]);
        AssertRanges(FrameError.None, [5, 1, 1, ulong.MaxValue - 8]);
        AssertRanges(FrameError.None, [0, ulong.MaxValue - 1]);
        AssertRanges(FrameError.None, [ulong.MaxValue - 2, 1]);
        AssertRanges(FrameError.Malformed, []);
        AssertRanges(FrameError.Malformed, [0]);
        AssertRanges(FrameError.Malformed, [0, 0]);
        AssertRanges(FrameError.Malformed, [0, 1, 0, 1]);
        AssertRanges(FrameError.Malformed, [0, 1, 1]);
        AssertRanges(FrameError.Malformed, [5, 1, 1, ulong.MaxValue - 7]);
        AssertRanges(FrameError.Malformed, [0, ulong.MaxValue]);
        AssertRanges(FrameError.Malformed, [ulong.MaxValue - 1, 1]);
        AssertRanges(FrameError.Malformed, [ulong.MaxValue, ulong.MaxValue]);
        AssertRanges(FrameError.Malformed, [0, 1], idBytes: 15);
        AssertRanges(FrameError.Malformed, [0, 1], idBytes: 17);
    }

    [Fact]
    public void A_contact_should_have_an_id_an_address_and_a_known_mode()
    {
        AssertContact(FrameError.None, static _ => { });
        AssertContact(FrameError.Malformed, static record => record.Id = ByteString.CopyFrom(new byte[31]));
        AssertContact(FrameError.Malformed, static record => record.Addresses.Clear());
        AssertContact(FrameError.Malformed, static record => record.Addresses[0] = string.Empty);
        AssertContact(FrameError.Malformed, static record => record.Addresses[0] = new string('a', 257));
        AssertContact(FrameError.None, static record => record.Addresses[0] = new string('a', 256));
        AssertContact(FrameError.Malformed, static record => record.Mode = 2);
        AssertContact(FrameError.Malformed, static record => record.Mode = uint.MaxValue);
    }

    [Fact]
    public void A_contact_from_the_future_should_be_understood_as_far_as_possible()
    {
        AssertContact(FrameError.None, static record => record.Plans = uint.MaxValue);
        AssertContact(FrameError.None, static record => record.Addresses.Add("more"));
        AssertContact(FrameError.None, static record => record.PublicKey = ByteString.CopyFrom(1, 2, 3));
    }

    [Fact]
    public void A_greeting_should_offer_the_version_spoken_here()
    {
        Assert.Equal(FrameError.None, Decode(FrameKind.Hello, new Hello { Contact = Record(), Versions = { 7, 1 } }));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Hello, new Hello { Contact = Record(), Versions = { 2 } }));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Hello, new Hello { Contact = Record() }));
        Assert.Equal(FrameError.Malformed, Decode(FrameKind.Hello, new Hello { Versions = { 1 } }));
    }

    [Fact]
    public void The_address_of_peers_in_one_process_should_be_one_string()
    {
        var bytes = Encode(FrameKind.Hello, new Hello { Contact = Record(), Versions = { 1 } });
        FrameCodec.TryDecode(new EncodedFrame(bytes, default), FrameCodec.DefaultMaxFrameBytes, out var frame);
        Assert.Same(Contact.InProcessAddress, Assert.IsType<HelloFrame>(frame).Contact.Address);
    }

    private static void AssertContact(FrameError expected, Action<ContactRecord> change)
    {
        var record = Record();
        change(record);
        Assert.Equal(expected, Decode(FrameKind.Hello, new Hello { Contact = record, Versions = { 1 } }));
    }

    private static void AssertRanges(FrameError expected, ulong[] ranges, int idBytes = 16)
    {
        var record = new StreamRecord { Stream = ByteString.CopyFrom(new byte[idBytes]), Ranges = { ranges } };
        Assert.Equal(expected, Decode(FrameKind.Digest, new Digest { Streams = { record } }));
        Assert.Equal(expected, Decode(FrameKind.Fetch, new Fetch { Streams = { record } }));
    }

    private static Digest Streams(int streams, int ranges) => new()
    {
        Streams =
        {
            Enumerable.Range(0, streams).Select(_ => new StreamRecord
            {
                Stream = ByteString.CopyFrom(new byte[16]),
                Ranges = { Enumerable.Repeat(1UL, 2 * ranges) },
            }),
        },
    };

    private static FindNode Find(int targetBytes, uint count) =>
        new() { Request = 1, Target = ByteString.CopyFrom(new byte[targetBytes]), Count = count };

    private static FindNodeReply Reply(int contacts) =>
        new() { Request = 1, Contacts = { Enumerable.Range(0, contacts).Select(_ => Record()) } };

    private static ContactRecord Record() => new() { Id = ByteString.CopyFrom(new byte[32]), Addresses = { "inprocess:" } };

    private static byte[] Encode(FrameKind kind, IMessage message) => [FrameCodec.Version, (byte)kind, .. message.ToByteArray()];

    private static FrameError Decode(FrameKind kind, IMessage message) =>
        FrameCodec.TryDecode(new EncodedFrame(Encode(kind, message), default), FrameCodec.DefaultMaxFrameBytes, out _);
}
