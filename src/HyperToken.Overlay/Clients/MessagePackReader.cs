using System.Buffers.Binary;

namespace HyperToken.Overlay.Clients;

/// <summary>
/// Reads MessagePack value by value. Allocates nothing, and believes no length that the bytes left could not have.
/// </summary>
internal ref struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => Position == _bytes.Length;

    /// <summary>The content of a string, a binary or an extension.</summary>
    public readonly ReadOnlySpan<byte> Content(scoped in MessagePackToken token) => _bytes.Slice(token.Start, token.Length);

    /// <summary>Reads the next value, of an array or a map its head.</summary>
    /// <returns>False when the bytes end before it does, or begin with the one byte that means nothing.</returns>
    public bool TryRead(out MessagePackToken token)
    {
        token = default;
        if (IsAtEnd)
            return false;

        var head = _bytes[Position++];
        return head switch
        {
            < 0x80 => Number(head, out token),
            < 0x90 => TryContainer(MessagePackKind.Map, head & 0xf, out token),
            < 0xa0 => TryContainer(MessagePackKind.Array, head & 0xf, out token),
            < 0xc0 => TryContent(MessagePackKind.String, head & 0x1f, out token),
            >= 0xe0 => Number((sbyte)head, out token),
            0xc0 => true,
            0xc2 or 0xc3 => Value(new MessagePackToken(MessagePackKind.Boolean, 0, 0, head - 0xc2), out token),
            >= 0xca and <= 0xd3 => TryNumber(head, out token),
            >= 0xd4 and <= 0xd8 => TryExtension(1L << (head - 0xd4), out token),
            _ => TryLong(head, out token),
        };
    }

    private bool TryNumber(byte head, out MessagePackToken token)
    {
        token = default;
        var size = head < 0xcc ? 4 << (head - 0xca) : 1 << ((head - 0xcc) & 3);
        if (_bytes.Length - Position < size)
            return false;

        var value = _bytes.Slice(Position, size);
        Position += size;
        return Number(
            head switch
            {
                0xca => BinaryPrimitives.ReadSingleBigEndian(value),
                0xcb => BinaryPrimitives.ReadDoubleBigEndian(value),
                0xcc => value[0],
                0xcd => BinaryPrimitives.ReadUInt16BigEndian(value),
                0xce => BinaryPrimitives.ReadUInt32BigEndian(value),
                0xcf => BinaryPrimitives.ReadUInt64BigEndian(value),
                0xd0 => (sbyte)value[0],
                0xd1 => BinaryPrimitives.ReadInt16BigEndian(value),
                0xd2 => BinaryPrimitives.ReadInt32BigEndian(value),
                _ => (double)BinaryPrimitives.ReadInt64BigEndian(value),
            },
            out token);
    }

    /// <summary>What has a length of its own, of one, two or four bytes.</summary>
    private bool TryLong(byte head, out MessagePackToken token)
    {
        token = default;
        var size = head switch
        {
            0xc4 or 0xc7 or 0xd9 => 1,
            0xc5 or 0xc8 or 0xda or 0xdc or 0xde => 2,
            0xc6 or 0xc9 or 0xdb or 0xdd or 0xdf => 4,
            _ => 0,
        };
        if (size == 0 || _bytes.Length - Position < size)
            return false;

        var length = 0L;
        foreach (var part in _bytes.Slice(Position, size))
            length = (length << 8) | part;

        Position += size;
        return head switch
        {
            <= 0xc6 => TryContent(MessagePackKind.Binary, length, out token),
            <= 0xc9 => TryExtension(length, out token),
            <= 0xdb => TryContent(MessagePackKind.String, length, out token),
            <= 0xdd => TryContainer(MessagePackKind.Array, length, out token),
            _ => TryContainer(MessagePackKind.Map, length, out token),
        };
    }

    private bool TryExtension(long length, out MessagePackToken token)
    {
        token = default;
        if (IsAtEnd)
            return false;

        var type = (sbyte)_bytes[Position++];
        return TryContent(MessagePackKind.Extension, length, out token, type);
    }

    private bool TryContent(MessagePackKind kind, long length, out MessagePackToken token, double number = 0)
    {
        token = default;
        if (length > _bytes.Length - Position)
            return false;

        token = new MessagePackToken(kind, Position, (int)length, number);
        Position += (int)length;
        return true;
    }

    /// <summary>Every element and every half of a pair takes at least one byte.</summary>
    private readonly bool TryContainer(MessagePackKind kind, long count, out MessagePackToken token)
    {
        token = default;
        if ((kind == MessagePackKind.Map ? 2 * count : count) > _bytes.Length - Position)
            return false;

        token = new MessagePackToken(kind, Position, (int)count, 0);
        return true;
    }

    private static bool Number(double value, out MessagePackToken token) =>
        Value(new MessagePackToken(MessagePackKind.Number, 0, 0, value), out token);

    private static bool Value(in MessagePackToken value, out MessagePackToken token)
    {
        token = value;
        return true;
    }
}
