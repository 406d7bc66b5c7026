using System.Buffers.Binary;
using System.Security.Cryptography;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// A message's identifier: the first 16 bytes of SHA-256 over origin, incarnation and sequence. Everyone can recompute it
/// from the envelope, so nobody can make two messages share one.
/// </summary>
/// <param name="High">The first 8 bytes, most significant first.</param>
/// <param name="Low">The last 8 bytes, most significant first.</param>
public readonly record struct MessageId(ulong High, ulong Low)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    /// <summary>The id of one message of one origin.</summary>
    public static MessageId Of(in PeerId origin, ulong incarnation, ulong sequence)
    {
        Span<byte> input = stackalloc byte[PeerId.Size + 16];
        origin.Write(input);
        BinaryPrimitives.WriteUInt64BigEndian(input[PeerId.Size..], incarnation);
        BinaryPrimitives.WriteUInt64BigEndian(input[(PeerId.Size + 8)..], sequence);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return Read(hash);
    }

    /// <summary>Reads the first 16 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public static MessageId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes 16 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for them.</exception>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <inheritdoc />
    public override int GetHashCode() => (int)(High ^ (Low >> 32));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
