using System.Buffers.Binary;
using System.IO.Compression;
using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

public sealed class BinaryFrameTests
{
    // pako.deflate of {"a": 1}, level 6.
    private const string Deflated = "789c6b5c98c8080004ae0185";

    /// <summary>What the example's MessagePack has besides its text: the map's head, a key, the text's head, and the sender.</summary>
    private static readonly int Overhead = 1 + 2 + 3 + (ClientBytes.From.Length / 2);

    [Fact]
    public void A_compressed_message_of_any_size_is_read()
    {
        var message = ClientBytes.Read(ClientBytes.Frame(Deflated, flags: 1));

        Assert.Equal("""{"a":1,"fromPeerId":"p1"}""", message.From("p1").Json());
        Assert.Equal("0082a16101" + ClientBytes.From, Convert.ToHexStringLower(message.From("p1").In(MessageFormat.Binary).Span));
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0x04)]
    [InlineData(0xfc)]
    public void Reserved_flags_are_ignored_and_not_sent_on(byte flags)
    {
        var message = ClientBytes.Read(ClientBytes.Frame("81a16101", flags));

        Assert.Equal(0, message.From("p1").In(MessageFormat.Binary).Span[0]);
    }

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x03)]
    [InlineData(0xff)]
    public void Encryption_is_refused(byte flags) =>
        Assert.Equal("Encryption not yet implemented", ClientBytes.ErrorOf(ClientBytes.Frame("81a16101", flags)));

    [Fact]
    public void Only_what_is_longer_than_1024_bytes_is_compressed()
    {
        var longest = TextOf(1024 - Overhead).In(MessageFormat.Binary);
        var compressed = TextOf(1025 - Overhead).In(MessageFormat.Binary);

        Assert.Equal(1 + 1024, longest.Length);
        Assert.Equal(0, longest.Span[0]);
        Assert.Equal("01789c", Convert.ToHexStringLower(compressed.Span[..3]));
        Assert.InRange(compressed.Length, 10, 100);
        Assert.Null(BinaryFrame.TryOpen(compressed, 1025, out var body));
        Assert.Equal(1025, body.Length);
    }

    [Fact]
    public void What_compression_does_not_shorten_goes_out_as_it_is()
    {
        var random = new RandomSource(8);
        byte[] frame = [0, 0x81, 0xa1, (byte)'a', 0xc5, 0x0b, 0xb8, .. Enumerable.Range(0, 3000).Select(_ => (byte)random.Next(256))];

        var sent = ClientBytes.Read(frame).From("p1").In(MessageFormat.Binary);

        Assert.Equal(0, sent.Span[0]);
        Assert.Equal(frame.Length + (ClientBytes.From.Length / 2), sent.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("78")]
    [InlineData("789c")]
    [InlineData("789c6b5c98c8")]
    [InlineData("789c6b5c98c8080004ae0186")]
    [InlineData("6b5c98c80800")]
    [InlineData("78bb000000006b5c98c8080004ae0185")]
    [InlineData("81a16101")]
    public void What_cannot_be_inflated_is_refused(string hex) => Assert.NotNull(ClientBytes.ErrorOf(ClientBytes.Frame(hex, flags: 1)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1_000_000, false)]
    public void Inflating_ends_at_the_limit(int beyond, bool isRead)
    {
        const int limit = 20_000;
        var text = new byte[limit + beyond];
        (text[0], text[1], text[2], text[3]) = (0x81, 0xa1, (byte)'a', 0xc6);
        BinaryPrimitives.WriteInt32BigEndian(text.AsSpan(4), text.Length - 8);

        var error = ClientBytes.ErrorOf([1, .. Deflate(text)], limit);

        Assert.Equal(isRead ? null : "The message is longer than 20000 bytes.", error);
    }

    [Fact]
    public void A_bomb_costs_no_more_than_the_limit_allows()
    {
        byte[] bomb = [1, .. Deflate(new byte[64 * ClientMessage.DefaultMaxBytes])];
        Assert.InRange(bomb.Length, 1, ClientMessage.DefaultMaxBytes / 10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(ClientBytes.ErrorOf(bomb));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * ClientMessage.DefaultMaxBytes);
    }

    private static ServerMessage TextOf(int length) => ClientBytes.Read(
        [0, 0x81, 0xa1, (byte)'a', 0xda, (byte)(length >> 8), (byte)length, .. Enumerable.Repeat((byte)'x', length)]).From("p1");

    private static byte[] Deflate(byte[] bytes)
    {
        using var deflated = new MemoryStream();
        using (var deflater = new ZLibStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflater.Write(bytes);

        return deflated.ToArray();
    }
}
