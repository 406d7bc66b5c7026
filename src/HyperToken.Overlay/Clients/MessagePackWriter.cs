using System.Buffers;
using System.Buffers.Binary;

namespace HyperToken.Overlay.Clients;

/// <summary>Writes MessagePack, everything in its shortest form, as the JavaScript encoder does.</summary>
internal sealed class MessagePackWriter(int capacity)
{
    /// <summary>The largest head is a byte and a length of four.</summary>
    public const int MaxHeadBytes = 5;

    private const double MaxSafeInteger = (1L << 53) - 1;

    private readonly ArrayBufferWriter<byte> _bytes = new(capacity);

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Nil() => Byte(0xc0);

    public void Boolean(bool value) => Byte((byte)(value ? 0xc3 : 0xc2));

    /// <summary>Bytes that are MessagePack already.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>The head of a map, to be followed by so many keys and values.</summary>
    public void Map(int count)
    {
        var head = _bytes.GetSpan(MaxHeadBytes);
        _bytes.Advance(MapHead(head, count));
    }

    /// <summary>The head of an array, to be followed by so many elements.</summary>
    public void Array(int count)
    {
        var head = _bytes.GetSpan(MaxHeadBytes);
        _bytes.Advance(count < 16 ? Short(head, 0x90, count) : Long(head, 0xdc - 1, count, withoutByte: true));
    }

    /// <summary>A string, which is not looked into.</summary>
    public void String(ReadOnlySpan<byte> utf8)
    {
        var head = _bytes.GetSpan(MaxHeadBytes);
        _bytes.Advance(StringHead(head, utf8.Length));
        _bytes.Write(utf8);
    }

    /// <summary>A number: integers as such up to 2^53, everything else as a double.</summary>
    public void Number(double value)
    {
        if (Math.Abs(value) > MaxSafeInteger || value != Math.Truncate(value) || double.IsNaN(value))
        {
            BinaryPrimitives.WriteDoubleBigEndian(Head(0xcb, 8), value);
            return;
        }

        if (value >= 0)
            Unsigned((ulong)value);
        else
            Negative((long)value);
    }

    /// <summary>Writes the head of a map into at least <see cref="MaxHeadBytes"/>, and says how many of them it took.</summary>
    public static int MapHead(Span<byte> head, int count) =>
        count < 16 ? Short(head, 0x80, count) : Long(head, 0xde - 1, count, withoutByte: true);

    /// <summary>Writes the head of a string of so many bytes, and says how many it took itself.</summary>
    public static int StringHead(Span<byte> head, int length) =>
        length < 32 ? Short(head, 0xa0, length) : Long(head, 0xd9, length, withoutByte: false);

    private static int Short(Span<byte> head, int first, int count)
    {
        head[0] = (byte)(first | count);
        return 1;
    }

    /// <summary>A head with its length in one, two or four bytes: three kinds that follow one another, but arrays and maps lack the first.</summary>
    private static int Long(Span<byte> head, int first, int length, bool withoutByte)
    {
        if (length <= byte.MaxValue && !withoutByte)
        {
            (head[0], head[1]) = ((byte)first, (byte)length);
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            head[0] = (byte)(first + 1);
            BinaryPrimitives.WriteUInt16BigEndian(head[1..], (ushort)length);
            return 3;
        }

        head[0] = (byte)(first + 2);
        BinaryPrimitives.WriteInt32BigEndian(head[1..], length);
        return MaxHeadBytes;
    }

    private void Unsigned(ulong value)
    {
        if (value < 0x80)
            Byte((byte)value);
        else if (value <= byte.MaxValue)
            Head(0xcc, 1)[0] = (byte)value;
        else if (value <= ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(Head(0xcd, 2), (ushort)value);
        else if (value <= uint.MaxValue)
            BinaryPrimitives.WriteUInt32BigEndian(Head(0xce, 4), (uint)value);
        else
            BinaryPrimitives.WriteUInt64BigEndian(Head(0xcf, 8), value);
    }

    private void Negative(long value)
    {
        if (value >= -0x20)
            Byte((byte)value);
        else if (value >= sbyte.MinValue)
            Head(0xd0, 1)[0] = (byte)value;
        else if (value >= short.MinValue)
            BinaryPrimitives.WriteInt16BigEndian(Head(0xd1, 2), (short)value);
        else if (value >= int.MinValue)
            BinaryPrimitives.WriteInt32BigEndian(Head(0xd2, 4), (int)value);
        else
            BinaryPrimitives.WriteInt64BigEndian(Head(0xd3, 8), value);
    }

    private void Byte(byte value) => Head(value, 0);

    /// <summary>Writes the first byte and hands out those behind it.</summary>
    private Span<byte> Head(byte first, int size)
    {
        var span = _bytes.GetSpan(1 + size)[..(1 + size)];
        span[0] = first;
        _bytes.Advance(span.Length);
        return span[1..];
    }
}
