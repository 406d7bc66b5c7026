using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Tests.Wire;

namespace HyperToken.Overlay.Tests.Records;

public sealed class SignedRecordTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly KeyPair _keys = KeyPair.Generate();

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void A_record_should_hold_what_it_was_made_of()
    {
        byte[] content = [1, 2, 3];
        var record = SignedRecord.Create(RecordKind.Locate, _keys.Id, 7, Minute, content, _keys);
        content[0] = 9;

        Assert.Equal((RecordKind.Locate, _keys.Id, 7UL, Minute), (record.Kind, record.Key, record.Sequence, record.TimeToLive));
        Assert.Equal([1, 2, 3], record.Content.ToArray());
        Assert.Equal(_keys.PublicKey.ToArray(), record.PublicKey.ToArray());
        Assert.Equal(32 + 3 + 91 + 64, record.Length);
        Assert.Equal(RecordVerdict.Valid, record.Verify());
    }

    [Fact]
    public void What_is_signed_should_have_its_bytes_for_good()
    {
        var record = SignedRecord.Create(RecordKind.Locate, GoldenFrames.A, 7, TimeSpan.FromMinutes(10), [1, 2], keys: null);
        Assert.Equal(
            "6879706572746f6b656e207265636f72642076310001000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            + "0000000000000007000927c00102",
            Convert.ToHexStringLower(record.SignedBytes()));
    }

    [Fact]
    public void A_changed_field_should_break_the_signature()
    {
        using var other = KeyPair.Generate();
        var record = Make.Signed(_keys);
        Assert.Equal(RecordVerdict.Valid, Make.Forged(record).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, kind: (RecordKind)2).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, sequence: 2).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, millis: 10_001).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, content: [.. record.Content.Span, 0]).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, content: []).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, signature: []).Verify());
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(record, signature: other.Sign(record.SignedBytes())).Verify());
        Assert.Equal(RecordVerdict.KeyMismatch, Make.Forged(record, key: Ids.Of(1)).Verify());
        Assert.Equal(RecordVerdict.KeyMismatch, Make.Forged(record, publicKey: []).Verify());
        Assert.Equal(RecordVerdict.KeyMismatch, Make.Forged(record, publicKey: other.PublicKey.ToArray()).Verify());
        Assert.Equal(RecordVerdict.Unsigned, Make.Forged(record, publicKey: [], signature: []).Verify());
    }

    [Fact]
    public void A_signature_over_the_content_alone_should_not_do() =>
        Assert.Equal(RecordVerdict.BadSignature, Make.Forged(Make.Signed(_keys), signature: _keys.Sign(new byte[10])).Verify());

    [Fact]
    public void A_key_that_is_no_key_should_not_do_though_its_hash_fits()
    {
        byte[] nonsense = [1, 2, 3];
        var record = Make.Forged(Make.Signed(_keys), key: PeerId.FromPublicKey(nonsense), publicKey: nonsense);
        Assert.Equal(RecordVerdict.BadSignature, record.Verify());
    }

    [Fact]
    public void A_peer_without_keys_should_make_unsigned_records()
    {
        var record = Make.Unsigned(Ids.Of(1));
        Assert.False(record.IsSigned);
        Assert.Equal(RecordVerdict.Unsigned, record.Verify());
    }

    [Fact]
    public void The_longest_content_should_make_the_longest_record()
    {
        var longest = Make.Signed(_keys, bytes: SignedRecord.MaxContentLength);
        Assert.Equal(SignedRecord.MaxLength, longest.Length);
        Assert.Equal(RecordVerdict.Valid, longest.Verify());
        Assert.Throws<ArgumentException>(() => Make.Signed(_keys, bytes: SignedRecord.MaxContentLength + 1));
        Assert.Equal(RecordVerdict.TooLarge, Make.Forged(longest, content: new byte[SignedRecord.MaxContentLength + 1]).Verify());
        Assert.Equal(RecordVerdict.TooLarge, Make.Forged(Make.Unsigned(Ids.Of(1)), content: new byte[SignedRecord.MaxLength]).Verify());
    }

    [Fact]
    public void Nobody_should_live_longer_than_ten_minutes()
    {
        var longest = Make.Signed(_keys, seconds: 600);
        Assert.Equal(RecordVerdict.Valid, longest.Verify());
        Assert.Equal(RecordVerdict.TooLongLived, Make.Forged(longest, millis: 600_001).Verify());
        Assert.Equal(RecordVerdict.TooLongLived, Make.Forged(longest, millis: uint.MaxValue).Verify());
        Assert.Throws<ArgumentOutOfRangeException>(() => Make.Signed(_keys, seconds: 600.001));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make.Signed(_keys, seconds: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Make.Signed(_keys, seconds: -1));
    }

    [Fact]
    public void A_time_to_live_should_be_cut_to_what_the_wire_can_say()
    {
        var record = Make.Signed(_keys, seconds: 1.0029);
        Assert.Equal(TimeSpan.FromMilliseconds(1002L), record.TimeToLive);
        Assert.Equal(RecordVerdict.Valid, record.Verify());
    }

    [Fact]
    public void A_record_nobody_could_use_should_not_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SignedRecord.Create(0, _keys.Id, 1, Minute, [], _keys));
        Assert.Throws<ArgumentException>(() => SignedRecord.Create(RecordKind.Locate, Ids.Of(1), 1, Minute, [], _keys));
    }
}
