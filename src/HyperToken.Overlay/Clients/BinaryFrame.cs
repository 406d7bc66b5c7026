using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace HyperToken.Overlay.Clients;

/// <summary>The layout of binary messages: a byte of flags, then MessagePack, which may be compressed (zlib).</summary>
internal static class BinaryFrame
{
    /// <summary>The byte of flags.</summary>
    public const int HeadBytes = 1;

    /// <summary>Only what is longer than this is compressed, in bytes.</summary>
    public const int CompressionThreshold = 1024;

    private const byte Compressed = 1;
    private const byte Encrypted = 2;

    /// <summary>Finds the MessagePack in a message.</summary>
    /// <param name="frame">The message, of at least one byte.</param>
    /// <param name="maxBytes">How long MessagePack that was compressed may be. Inflating ends there.</param>
    /// <param name="body">The MessagePack: part of <paramref name="frame"/> unless it was compressed.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? TryOpen(ReadOnlyMemory<byte> frame, int maxBytes, out ReadOnlyMemory<byte> body)
    {
        body = frame[HeadBytes..];
        var flags = frame.Span[0];
        if ((flags & Encrypted) != 0)
            return "Encryption not yet implemented";

        return (flags & Compressed) == 0 ? null : TryInflate(body, maxBytes, out body);
    }

    /// <summary>Whether a message is long enough to be compressed.</summary>
    /// <param name="frame">The message with flags of zero.</param>
    public static bool IsCompressible(byte[] frame) => frame.Length > HeadBytes + CompressionThreshold;

    /// <summary>A message of which the MessagePack is compressed, if it is long enough for that and gets shorter by it.</summary>
    /// <param name="frame">The message with flags of zero.</param>
    public static byte[] Compress(byte[] frame)
    {
        if (!IsCompressible(frame))
            return frame;

        using var deflated = new MemoryStream(frame.Length);
        deflated.WriteByte(Compressed);

        // The optimal level is zlib's level 6.
        using (var deflater = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflater.Write(frame, HeadBytes, frame.Length - HeadBytes);

        return deflated.Length < frame.Length ? deflated.ToArray() : frame;
    }

    private static string? TryInflate(ReadOnlyMemory<byte> deflated, int maxBytes, out ReadOnlyMemory<byte> body)
    {
        body = default;
        if (!MemoryMarshal.TryGetArray(deflated, out var bytes))
            bytes = deflated.ToArray();

        // One byte beyond the limit tells what is too long from what just fits.
        var inflated = ArrayPool<byte>.Shared.Rent((int)Math.Min(4L * deflated.Length, maxBytes + 1L));
        var length = 0;
        try
        {
            using var inflater = new ZLibStream(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count), CompressionMode.Decompress);
            while (inflater.Read(inflated, length, inflated.Length - length) is var read and > 0)
            {
                length += read;
                if (length > maxBytes)
                    return $"The message is longer than {maxBytes} bytes.";

                if (length == inflated.Length)
                    inflated = Longer(inflated, maxBytes);
            }

            body = inflated.AsSpan(0, length).ToArray();
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return "The message cannot be inflated.";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(inflated);
        }
    }

    private static byte[] Longer(byte[] full, int maxBytes)
    {
        var longer = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * full.Length, maxBytes + 1L));
        full.CopyTo(longer, 0);
        ArrayPool<byte>.Shared.Return(full);
        return longer;
    }
}
