using System.Buffers.Binary;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Wire;

/// <summary>What frames of a fixed layout have in common: two bytes before, an exact length, and heights.</summary>
internal static class FrameLayout
{
    /// <summary>Version and kind.</summary>
    public const int PrefixBytes = 2;

    /// <summary>A height, and the length of a prefix: 0 to 256.</summary>
    public const int HeightBytes = 2;

    /// <summary>A count of peers.</summary>
    public const int ReachedBytes = 4;

    /// <summary>A frame of this length with its first two bytes written.</summary>
    public static byte[] Prefixed(FrameKind kind, int length)
    {
        var bytes = new byte[length];
        bytes[0] = FrameCodec.Version;
        bytes[1] = (byte)kind;
        return bytes;
    }

    /// <summary>A frame of fixed layout has exactly that many bytes, all in its head.</summary>
    public static FrameError CheckLength(in EncodedFrame encoded, int expected)
    {
        if (encoded.Head.Length < expected)
            return FrameError.Truncated;

        return encoded.Length > expected ? FrameError.Oversized : FrameError.None;
    }

    public static void WriteHeight(Span<byte> bytes, ushort height) => BinaryPrimitives.WriteUInt16BigEndian(bytes, height);

    /// <summary>Reads a height; false when it is above 256, which no bucket and no prefix has.</summary>
    public static bool TryReadHeight(ReadOnlySpan<byte> bytes, out ushort height)
    {
        height = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return height <= PeerId.Bits;
    }
}
