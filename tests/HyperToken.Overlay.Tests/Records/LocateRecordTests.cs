using Google.Protobuf;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire.Messages;

namespace HyperToken.Overlay.Tests.Records;

public sealed class LocateRecordTests
{
    private const string Golden =
        "0a300a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f120877733a2f2f623a3120032809";

    private static readonly PeerId Leaf = Ids.Of(0);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private static readonly Contact[] Supernodes = [.. Enumerable.Range(1, 9).Select(Ids.Peer)];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Supernodes_should_be_read_as_they_were_written(int count)
    {
        using var keys = KeyPair.Generate();
        var record = LocateRecord.Create(keys.Id, Supernodes[..count], 7, Life, keys);
        Assert.Equal((RecordKind.Locate, keys.Id, 7UL, Life), (record.Kind, record.Key, record.Sequence, record.TimeToLive));
        Assert.Equal(RecordVerdict.Valid, record.Verify());

        var located = Read(record);
        Assert.Equal(Supernodes[..count].Select(contact => contact.Id), located?.Supernodes.Select(contact => contact.Id));
        Assert.Equal(Supernodes[0].Id, located?.Primary.Id);
    }

    [Fact]
    public void The_content_should_have_its_bytes_for_good()
    {
        var record = Of(Convert.FromHexString(Golden));
        var supernode = Assert.Single(Read(record)!.Supernodes);
        Assert.Equal((Wire.GoldenFrames.B, "ws://b:1", 9UL), (supernode.Id, supernode.Address, supernode.Sequence));
        Assert.Equal(Golden, Convert.ToHexStringLower(LocateRecord.Create(Leaf, [supernode], 1, Life, keys: null).Content.Span));
    }

    [Fact]
    public void A_leaf_without_supernodes_or_with_too_many_should_not_be_written()
    {
        Assert.Throws<ArgumentException>(() => Create([]));
        Assert.Throws<ArgumentException>(() => Create(Supernodes));
        Assert.Throws<ArgumentException>(() => Create([Supernodes[0], Supernodes[0]]));
        Assert.Throws<ArgumentException>(() => Create([Supernodes[0], new Contact(Leaf)]));
    }

    [Fact]
    public void Long_addresses_should_cost_standbys_at_the_end_and_never_the_primary()
    {
        var longest = new string('\uffff', Contact.MaxAddressLength);
        var far = Supernodes[..8].Select(contact => new Contact(contact.Id, longest)).ToArray();
        var record = Create(far);
        var read = Read(record)!.Supernodes;
        Assert.InRange(record.Content.Length, 1, SignedRecord.MaxContentLength);
        Assert.Equal(far[..read.Count].Select(contact => contact.Id), read.Select(contact => contact.Id));
        Assert.Equal(4, read.Count);
    }

    [Fact]
    public void Content_that_breaks_a_rule_should_not_be_read()
    {
        Assert.NotNull(Read(Content(1, 2, 3)));
        Assert.Null(Read(Content()));
        Assert.Null(Read(Content(1, 2, 1)));
        Assert.Null(Read(Content(1, 0)));
        Assert.NotNull(Read(Content(1, 2, 3, 4, 5, 6, 7, 8)));
        Assert.Null(Read(Content(1, 2, 3, 4, 5, 6, 7, 8, 9)));
        Assert.Null(Read(Of(new Locate { Supernodes = { new ContactRecord() } }.ToByteArray())));
        Assert.Null(Read(Of(new byte[SignedRecord.MaxContentLength + 1])));
        Assert.Null(Read(Make.Forged(Content(1), kind: (RecordKind)2)));
    }

    [Fact]
    public void Content_that_ends_early_should_not_be_read()
    {
        var bytes = Content(1).Content.ToArray();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(Read(Of(bytes[..length])));
    }

    [Fact]
    public void Changed_content_should_never_throw()
    {
        var random = new RandomSource(41);
        var read = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = Content(1, 2, 3).Content.ToArray();
            for (var flips = 1 + random.Next(8); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

            if (Read(Of(bytes)) is not { } located)
                continue;

            read++;
            Assert.InRange(located.Supernodes.Count, 1, LocateRecord.MaxSupernodes);
        }

        Assert.InRange(read, 100, 4_900);
    }

    private static SignedRecord Create(Contact[] supernodes) => LocateRecord.Create(Leaf, supernodes, 1, Life, keys: null);

    /// <summary>A record that names these peers; the leaf is peer 0.</summary>
    private static SignedRecord Content(params int[] peers) => Of(new Locate
    {
        Supernodes =
        {
            peers.Select(peer => new ContactRecord { Id = ByteString.CopyFrom(Ids.Of(peer).ToByteArray()), Addresses = { "inprocess:" } }),
        },
    }.ToByteArray());

    private static SignedRecord Of(byte[] content) => SignedRecord.FromWire(RecordKind.Locate, Leaf, 1, 1000, content, default, default);

    private static LocateRecord? Read(SignedRecord record) => LocateRecord.TryRead(record, out var located) ? located : null;
}
