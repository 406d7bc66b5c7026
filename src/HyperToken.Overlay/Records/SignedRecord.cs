using System.Buffers.Binary;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Records;

/// <summary>
/// What a peer has others keep under its own id, so that anybody finds it there. Immutable. Peers share no clock: of two records of one
/// kind and key the higher sequence holds, and each lives so long from the moment it is put.
/// </summary>
public sealed class SignedRecord
{
    /// <summary>The longest record, in bytes, as <see cref="Length"/> counts them.</summary>
    public const int MaxLength = 4096;

    /// <summary>The longest content, in bytes: with it a signed record is as long as any may be.</summary>
    public const int MaxContentLength = MaxLength - PeerId.Size - KeyPair.PublicKeyBytes - KeyPair.SignatureBytes;

    /// <summary>The longest time to live: 10 minutes.</summary>
    public static readonly TimeSpan MaxTimeToLive = TimeSpan.FromMinutes(10);

    private const int KindAt = 21;
    private const int KeyAt = KindAt + 1;
    private const int SequenceAt = KeyAt + PeerId.Size;
    private const int TimeToLiveAt = SequenceAt + 8;
    private const int ContentAt = TimeToLiveAt + 4;

    private SignedRecord(
        RecordKind kind,
        in PeerId key,
        ulong sequence,
        uint timeToLiveMillis,
        ReadOnlyMemory<byte> content,
        ReadOnlyMemory<byte> publicKey,
        ReadOnlyMemory<byte> signature)
    {
        Kind = kind;
        Key = key;
        Sequence = sequence;
        TimeToLiveMillis = timeToLiveMillis;
        Content = content;
        PublicKey = publicKey;
        Signature = signature;
    }

    /// <summary>What the record says. Kinds of later versions are carried, and kept by nobody.</summary>
    public RecordKind Kind { get; }

    /// <summary>Whose record it is, and near whose id it is kept.</summary>
    public PeerId Key { get; }

    /// <summary>Grows with every change; of two records the higher one holds.</summary>
    public ulong Sequence { get; }

    /// <summary>How long whoever is given the record keeps it: whole milliseconds, at least one. More than <see cref="MaxTimeToLive"/> is not valid.</summary>
    public TimeSpan TimeToLive => TimeSpan.FromMilliseconds((long)TimeToLiveMillis);

    /// <summary>What the record says, in the layout of its kind.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The key its owner signs with, as SubjectPublicKeyInfo; empty for peers without keys.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The owner's signature over all the other fields; empty for peers without keys.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Bytes that count against limits: key, content, public key and signature.</summary>
    public int Length => PeerId.Size + Content.Length + PublicKey.Length + Signature.Length;

    /// <summary>Whether there is anything to be checked by; says nothing of whether it holds.</summary>
    public bool IsSigned => !PublicKey.IsEmpty || !Signature.IsEmpty;

    internal uint TimeToLiveMillis { get; }

    /// <summary>No other use of the key signs bytes that begin with this.</summary>
    private static ReadOnlySpan<byte> Domain => "hypertoken record v1\0"u8;

    /// <summary>Makes a record, and signs it.</summary>
    /// <param name="kind">What it says; not 0.</param>
    /// <param name="key">Whose it is; the id of <paramref name="keys"/>, if given.</param>
    /// <param name="sequence">Higher than that of the owner's last record of this kind, also over restarts.</param>
    /// <param name="timeToLive">1 ms to <see cref="MaxTimeToLive"/>; what is below a millisecond is cut off.</param>
    /// <param name="content">At most <see cref="MaxContentLength"/> bytes; copied.</param>
    /// <param name="keys">What to sign with; null for a peer without keys.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public static SignedRecord Create(
        RecordKind kind, PeerId key, ulong sequence, TimeSpan timeToLive, ReadOnlySpan<byte> content, KeyPair? keys)
    {
        ArgumentOutOfRangeException.ThrowIfZero((byte)kind, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfLessThan(timeToLive, TimeSpan.FromMilliseconds(1L));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeToLive, MaxTimeToLive);
        if (content.Length > MaxContentLength)
            throw new ArgumentException($"The content of a record has at most {MaxContentLength} bytes, not {content.Length}.", nameof(content));
        if (keys is not null && keys.Id != key)
            throw new ArgumentException("A record is signed with the key that its own key is the hash of.", nameof(keys));

        var millis = (uint)(timeToLive.Ticks / TimeSpan.TicksPerMillisecond);
        var unsigned = new SignedRecord(kind, key, sequence, millis, content.ToArray(), default, default);
        return keys is null
            ? unsigned
            : new SignedRecord(kind, key, sequence, millis, unsigned.Content, keys.PublicKey, keys.Sign(unsigned.SignedBytes()));
    }

    /// <summary>Whether the record keeps the limits, and is its owner's. Checks the signature anew each time.</summary>
    public RecordVerdict Verify()
    {
        if (Length > MaxLength)
            return RecordVerdict.TooLarge;
        if (TimeToLive > MaxTimeToLive)
            return RecordVerdict.TooLongLived;
        if (!IsSigned)
            return RecordVerdict.Unsigned;
        if (PeerId.FromPublicKey(PublicKey.Span) != Key)
            return RecordVerdict.KeyMismatch;

        return KeyPair.Verify(PublicKey.Span, SignedBytes(), Signature.Span) ? RecordVerdict.Valid : RecordVerdict.BadSignature;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Key.ShortId} #{Sequence}";

    /// <summary>A record as it came; nothing is checked but that it has a kind and a time to live.</summary>
    internal static SignedRecord FromWire(
        RecordKind kind,
        in PeerId key,
        ulong sequence,
        uint timeToLiveMillis,
        ReadOnlyMemory<byte> content,
        ReadOnlyMemory<byte> publicKey,
        ReadOnlyMemory<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfZero((byte)kind, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfZero(timeToLiveMillis);
        return new SignedRecord(kind, key, sequence, timeToLiveMillis, content, publicKey, signature);
    }

    /// <summary>
    /// What the signature is over: the domain, then kind 1, key 32, sequence 8, time to live in milliseconds 4, and the content up to the
    /// end. The public key is in it by way of the key, which is its hash.
    /// </summary>
    internal byte[] SignedBytes()
    {
        var bytes = new byte[ContentAt + Content.Length];
        Domain.CopyTo(bytes);
        bytes[KindAt] = (byte)Kind;
        Key.Write(bytes.AsSpan(KeyAt));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(SequenceAt), Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(TimeToLiveAt), TimeToLiveMillis);
        Content.Span.CopyTo(bytes.AsSpan(ContentAt));
        return bytes;
    }

    /// <summary>Whether all that a signature covers is the same; the signature itself differs each time it is made.</summary>
    internal bool SaysTheSameAs(SignedRecord other) =>
        Kind == other.Kind
        && Key == other.Key
        && Sequence == other.Sequence
        && TimeToLiveMillis == other.TimeToLiveMillis
        && Content.Span.SequenceEqual(other.Content.Span);

    /// <summary>Whether the two were signed in one act: where one holds, the other does.</summary>
    internal bool IsSameAs(SignedRecord other) =>
        SaysTheSameAs(other)
        && PublicKey.Span.SequenceEqual(other.PublicKey.Span)
        && Signature.Span.SequenceEqual(other.Signature.Span);
}
