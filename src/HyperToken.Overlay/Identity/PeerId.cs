using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace HyperToken.Overlay.Identity;

/// <summary>
/// A peer's 256-bit identifier: SHA-256 of its public key (Maymounkov and Mazières 2002, section 2.1, with a wider id space).
/// Kept as four 64-bit words, most significant first, so that one vector instruction XORs or compares it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct PeerId : IEquatable<PeerId>, IComparable<PeerId>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    /// <summary>Length in bits, and the number of buckets of a table.</summary>
    public const int Bits = 256;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    internal PeerId(Vector256<ulong> words) => Unsafe.As<PeerId, Vector256<ulong>>(ref this) = words;

    /// <summary>Reads an id from its 32 bytes, most significant first.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public PeerId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A peer id has {Size} bytes, not {bytes.Length}.", nameof(bytes));

        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _word3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    internal Vector256<ulong> Words => Vector256.LoadUnsafe(in _word0);

    /// <summary>The 64 most significant bits.</summary>
    public ulong Prefix => _word0;

    /// <summary>The first eight hexadecimal digits, for logs and actor names.</summary>
    public string ShortId => _word0.ToString("x16")[..8];

    /// <summary>The id that belongs to a public key.</summary>
    /// <param name="subjectPublicKeyInfo">The key as DER-encoded SubjectPublicKeyInfo.</param>
    public static PeerId FromPublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(subjectPublicKeyInfo, hash);
        return new PeerId(hash);
    }

    /// <summary>The id of a peer without a key, for networks inside one process: SHA-256 of seed and index.</summary>
    public static PeerId Derive(ulong seed, ulong index)
    {
        Span<byte> input = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(input, seed);
        BinaryPrimitives.WriteUInt64BigEndian(input[8..], index);
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(input, hash);
        return new PeerId(hash);
    }

    /// <summary>An id drawn uniformly from the whole space.</summary>
    public static PeerId Random(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new PeerId(Vector256.Create(random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()));
    }

    /// <summary>Reads an id from 64 hexadecimal digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PeerId id)
    {
        id = default;
        if (text is null || text.Length != 2 * Size)
            return false;

        Span<byte> bytes = stackalloc byte[Size];
        if (Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;

        id = new PeerId(bytes);
        return true;
    }

    /// <summary>Whether two ids are the same.</summary>
    public static bool operator ==(in PeerId left, in PeerId right) => left.Words == right.Words;

    /// <summary>Whether two ids differ.</summary>
    public static bool operator !=(in PeerId left, in PeerId right) => left.Words != right.Words;

    /// <summary>The XOR distance to another id.</summary>
    public Distance DistanceTo(in PeerId other) => new(Words ^ other.Words);

    /// <summary>Which of two ids is closer to this one: negative if <paramref name="left"/>, positive if <paramref name="right"/>, 0 if they are the same.</summary>
    public int CompareDistance(in PeerId left, in PeerId right)
    {
        var byPrefix = (_word0 ^ left._word0).CompareTo(_word0 ^ right._word0);
        return byPrefix != 0 ? byPrefix : DistanceTo(left).CompareTo(DistanceTo(right));
    }

    /// <summary>Writes the 32 bytes, most significant first.</summary>
    /// <exception cref="ArgumentException">The destination has less than 32 bytes.</exception>
    public void Write(Span<byte> destination)
    {
        if (destination.Length < Size)
            throw new ArgumentException($"A peer id needs {Size} bytes.", nameof(destination));

        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word3);
    }

    /// <summary>The 32 bytes in a new array, most significant first.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <inheritdoc />
    public bool Equals(PeerId other) => Words == other.Words;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is PeerId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => (int)(_word0 ^ (_word1 >> 32));

    /// <summary>Numeric order of the ids themselves (not of distances).</summary>
    public int CompareTo(PeerId other) => WordOrder.Compare(Words, other.Words);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{_word0:x16}{_word1:x16}{_word2:x16}{_word3:x16}";
}
