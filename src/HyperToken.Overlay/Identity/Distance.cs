using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HyperToken.Overlay.Identity;

/// <summary>
/// The XOR of two ids read as an unsigned 256-bit number: symmetric, zero only between equal ids, and for every id and
/// distance there is exactly one id at that distance (Maymounkov and Mazières 2002, section 2.1).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Distance : IEquatable<Distance>, IComparable<Distance>
{
    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    internal Distance(Vector256<ulong> words) => Unsafe.As<Distance, Vector256<ulong>>(ref this) = words;

    internal Vector256<ulong> Words => Vector256.LoadUnsafe(in _word0);

    /// <summary>The 64 most significant bits.</summary>
    public ulong Prefix => _word0;

    /// <summary>Zero bits before the first one: 0 (farthest half of the space) to 256 (the id itself).</summary>
    public int LeadingZeros => WordOrder.LeadingZeros(Words);

    /// <summary>
    /// The bucket this distance falls into: i for distances from 2^i to 2^(i+1) - 1, so 0 to 255, and -1 for distance zero.
    /// </summary>
    public int BucketIndex => PeerId.Bits - 1 - LeadingZeros;

    /// <summary>Whether two distances are the same.</summary>
    public static bool operator ==(in Distance left, in Distance right) => left.Words == right.Words;

    /// <summary>Whether two distances differ.</summary>
    public static bool operator !=(in Distance left, in Distance right) => left.Words != right.Words;

    /// <summary>Whether the left distance is shorter.</summary>
    public static bool operator <(in Distance left, in Distance right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left distance is longer.</summary>
    public static bool operator >(in Distance left, in Distance right) => left.CompareTo(right) > 0;

    /// <summary>
    /// A random distance inside one sub-prefix of a bucket: the highest set bit is <paramref name="bucket"/>, the
    /// <paramref name="subPrefixBits"/> bits below it are those of <paramref name="subPrefix"/>, the rest is drawn.
    /// </summary>
    /// <param name="bucket">0 to 255.</param>
    /// <param name="subPrefix">0 to 2^<paramref name="subPrefixBits"/> - 1; bits that fall below bit 0 are ignored.</param>
    /// <param name="subPrefixBits">0 to 8.</param>
    /// <param name="random">Where the free bits come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static Distance InBucket(int bucket, int subPrefix, int subPrefixBits, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bucket);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bucket, PeerId.Bits - 1);
        ArgumentOutOfRangeException.ThrowIfNegative(subPrefixBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subPrefixBits, 8);
        ArgumentOutOfRangeException.ThrowIfNegative(subPrefix);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(subPrefix, 1 << subPrefixBits);
        ArgumentNullException.ThrowIfNull(random);

        Span<ulong> words = [random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()];
        for (var bit = PeerId.Bits - 1; bit > bucket; bit--)
            SetBit(words, bit, false);

        SetBit(words, bucket, true);
        for (var i = 0; i < subPrefixBits && bucket - 1 - i >= 0; i++)
            SetBit(words, bucket - 1 - i, ((subPrefix >> (subPrefixBits - 1 - i)) & 1) != 0);

        return new Distance(Vector256.Create<ulong>(words));
    }

    /// <summary>The id at this distance from <paramref name="id"/>.</summary>
    public PeerId From(in PeerId id) => new(Words ^ id.Words);

    /// <summary>Bit <paramref name="index"/>, where 255 is the most significant.</summary>
    /// <param name="index">0 to 255.</param>
    public bool Bit(int index)
    {
        var words = Words;
        return ((words.GetElement(3 - (index >> 6)) >> (index & 63)) & 1) != 0;
    }

    /// <summary>
    /// The <paramref name="count"/> bits below the highest set one, as a number; bits below bit 0 read as zero. Tells which
    /// sub-prefix of its bucket a contact lies in.
    /// </summary>
    /// <param name="count">0 to 8.</param>
    public int SubPrefix(int count)
    {
        var top = BucketIndex;
        var value = 0;
        for (var i = 1; i <= count; i++)
            value = (value << 1) | (top - i >= 0 && Bit(top - i) ? 1 : 0);

        return value;
    }

    /// <inheritdoc />
    public int CompareTo(Distance other) => WordOrder.Compare(Words, other.Words);

    /// <inheritdoc />
    public bool Equals(Distance other) => Words == other.Words;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Distance other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_word0, _word1, _word2, _word3);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{_word0:x16}{_word1:x16}{_word2:x16}{_word3:x16}";

    private static void SetBit(Span<ulong> words, int bit, bool value)
    {
        ref var word = ref words[3 - (bit >> 6)];
        var mask = 1UL << (bit & 63);
        word = value ? word | mask : word & ~mask;
    }
}
