using System.Numerics;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Tests.Support;

/// <summary>Ids and contacts to test with, and the arithmetic the implementation is held against.</summary>
internal static class Ids
{
    public static readonly PeerId Zero = new(new byte[PeerId.Size]);

    public static readonly PeerId Ones = new(Enumerable.Repeat(byte.MaxValue, PeerId.Size).ToArray());

    public static PeerId Of(int index) => PeerId.Derive(7, (ulong)index);

    public static Contact Peer(int index) => new(Of(index));

    public static Contact[] Peers(int count) => Enumerable.Range(0, count).Select(Peer).ToArray();

    public static BigInteger Number(PeerId id) => new(id.ToByteArray(), isUnsigned: true, isBigEndian: true);

    public static BigInteger Number(Distance distance) => Number(distance.From(Zero));

    public static PeerId At(BigInteger number)
    {
        var bytes = new byte[PeerId.Size];
        var digits = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, PeerId.Size - digits.Length);
        return new PeerId(bytes);
    }

    /// <summary>An id in a bucket of another's table; different values of <paramref name="rest"/> give different ids where the bucket has room.</summary>
    public static PeerId InBucket(PeerId self, int bucket, int rest) =>
        At(Number(self) ^ ((BigInteger.One << bucket) | (new BigInteger(rest) & ((BigInteger.One << bucket) - 1))));

    /// <summary>An id in one sub-prefix (of eight) of a bucket, 11 or above.</summary>
    public static PeerId InSubPrefix(PeerId self, int bucket, int subPrefix, int rest) =>
        At(Number(self) ^ ((BigInteger.One << bucket) | (new BigInteger(subPrefix) << (bucket - 3)) | new BigInteger(rest)));
}
