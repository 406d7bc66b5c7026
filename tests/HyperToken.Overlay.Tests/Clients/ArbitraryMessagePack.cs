using System.Buffers;
using System.Buffers.Binary;

namespace HyperToken.Overlay.Tests.Clients;

/// <summary>Messages in MessagePack of every shape, in every form that MessagePack allows, not only the shortest.</summary>
internal sealed class ArbitraryMessagePack(RandomSource random)
{
    private static readonly string[] Names = ["type", "payload", "targetPeerId", "roomCode", "fromPeerId", "fromPeerId", "key"];

    /// <summary>nil, false and true.</summary>
    private static readonly byte[] Words = [0xc0, 0xc2, 0xc3];
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] Message()
    {
        _bytes.ResetWrittenCount();
        Map(0);
        return _bytes.WrittenSpan.ToArray();
    }

    private void Value(int depth)
    {
        switch (random.Next(depth > 5 ? 8 : 11))
        {
            case 0:
                Bytes(Words[random.Next(Words.Length)]);
                break;
            case 1 or 2:
                Number();
                break;
            case 3 or 4:
                String(Text());
                break;
            case 5:
                Content(Some(random.Next(20) == 0 ? 300 : 20), 0xc4);
                break;
            case 6:
                Extension();
                break;
            case 7:
                Timestamp();
                break;
            case 8:
                Array(depth + 1);
                break;
            default:
                Map(depth + 1);
                break;
        }
    }

    private void Map(int depth)
    {
        var count = Count();
        Head(count, 0x80, 16, 0xde);
        for (; count > 0; count--)
        {
            if (depth == 0 && random.Next(4) > 0)
                String(System.Text.Encoding.UTF8.GetBytes(Names[random.Next(Names.Length)]));
            else if (random.Next(5) == 0)
                Number();
            else
                String(Text());

            Value(depth);
        }
    }

    private void Array(int depth)
    {
        var count = Count();
        Head(count, 0x90, 16, 0xdc);
        for (; count > 0; count--)
            Value(depth);
    }

    private int Count() => random.Next(20) == 0 ? random.Next(40) : random.Next(5);

    private void Number()
    {
        var kind = random.Next(12);
        if (kind < 2)
            Bytes((byte)(kind == 0 ? random.Next(0x80) : 0xe0 + random.Next(0x20)));
        else
            Bytes([(byte)(0xca + kind - 2), .. Some(kind < 4 ? 4 << (kind - 2) : 1 << (kind % 4), exactly: true)]);
    }

    private void Extension()
    {
        var fix = random.Next(5);
        var type = (byte)(random.Next(100) + (random.Next(2) * 128));
        if (random.Next(2) == 0)
            Bytes([(byte)(0xd4 + fix), type, .. Some(1 << fix, exactly: true)]);
        else
            Content(Some(20), 0xc7, type);
    }

    private void Timestamp()
    {
        var length = 4 * (1 + random.Next(3));
        Content(Some(length, exactly: true), 0xc7, 0xff);
    }

    private void String(byte[] text)
    {
        if (text.Length < 32 && random.Next(3) > 0)
            Bytes([(byte)(0xa0 | text.Length), .. text]);
        else
            Content(text, 0xd9);
    }

    private byte[] Text()
    {
        var text = Some(random.Next(30) == 0 ? 1500 : 12);
        for (var i = 0; i < text.Length; i++)
            text[i] &= 0x7f;

        return text;
    }

    private void Content(byte[] content, byte head, byte? type = null)
    {
        var size = content.Length > 255 ? 1 + random.Next(2) : random.Next(3);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        Bytes([(byte)(head + size), .. length[^(1 << size)..]]);
        if (type is { } tag)
            Bytes(tag);

        Bytes(content);
    }

    private void Head(int count, byte fix, int fixLimit, byte head)
    {
        if (count < fixLimit && random.Next(4) > 0)
            Bytes((byte)(fix | count));
        else if (random.Next(2) == 0)
            Bytes(head, 0, (byte)count);
        else
            Bytes((byte)(head + 1), 0, 0, 0, (byte)count);
    }

    private byte[] Some(int most, bool exactly = false)
    {
        var bytes = new byte[exactly ? most : random.Next(most + 1)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)random.Next(256);

        return bytes;
    }

    private void Bytes(params ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}
