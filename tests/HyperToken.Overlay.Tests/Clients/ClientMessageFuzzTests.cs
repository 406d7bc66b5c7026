using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HyperToken.Overlay.Clients;

namespace HyperToken.Overlay.Tests.Clients;

/// <summary>
/// Hostile clients. However many inputs the environment asks for: nothing is thrown, what is accepted can be read by everybody and is
/// its sender's, and what a message costs is bounded by its length.
/// </summary>
public sealed class ClientMessageFuzzTests
{
    private const int MaxBytes = 16 * 1024;

    /// <summary>What the runtime takes by itself, in bytes: exceptions of its JSON reader, buffers of its inflater.</summary>
    private const int FixedCost = 32 * 1024;

    /// <summary>
    /// A byte of MessagePack becomes at most 14 of JSON. Four times that is what a growing buffer takes in all; the rest are copies.
    /// </summary>
    private const int CostPerByte = 64;

    private static readonly int Inputs = int.Parse(
        Environment.GetEnvironmentVariable("HYPERTOKEN_FUZZ_INPUTS") ?? "10000", CultureInfo.InvariantCulture);

    [Fact]
    public void Hostile_JSON_is_refused_or_harmless()
    {
        var random = new RandomSource(41);
        var json = new ArbitraryJson(random, hasLoneSurrogates: true);
        Run(i => (i % 10) switch
        {
            0 => Random(random, (byte)'{'),
            1 => Encoding.UTF8.GetBytes(json.Message()),
            2 => Nested(random, "{\"a\":", "[", "{\"payload\":"),
            _ => Corruption.Corrupt(random, Encoding.UTF8.GetBytes(json.Message())),
        });
    }

    [Fact]
    public void Hostile_MessagePack_is_refused_or_harmless()
    {
        var random = new RandomSource(42);
        var messagePack = new ArbitraryMessagePack(random);
        var bomb = Deflated(new byte[4 * 1024 * 1024]);
        var mapBomb = Deflated([0x81, 0xa1, 0x61, 0xc6, 0, 0, 0x3f, 0xf0, .. new byte[0x3ff0]]);
        Run(i => (i % 10) switch
        {
            0 => Random(random, (byte)random.Next(2)),
            1 => [0, .. messagePack.Message()],
            2 => Nested(random, "\0\u0081\u00a1a", "\u0091", "\u0081\u00a1a", "\u00de\0\u0001\u0001"),
            3 => [1, .. Corruption.Corrupt(random, Deflated(messagePack.Message()))],
            4 => [1, .. Deflated(Corruption.Corrupt(random, messagePack.Message()))],
            5 when i % 100 == 5 => [1, .. Corruption.Corrupt(random, bomb.ToArray())],
            5 when i % 100 == 15 => [1, .. mapBomb],
            5 => Oversized(random),
            _ => [(byte)(random.Next(10) == 0 ? random.Next(256) : 0), .. Corruption.Corrupt(random, messagePack.Message())],
        });
    }

    private static void Run(Func<int, byte[]> input)
    {
        var accepted = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var bytes = input(i);
            try
            {
                accepted += AssertHarmless(bytes) ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {i}: {Convert.ToHexString(bytes)}", exception);
            }
        }

        // The inputs reach beyond the first check, and not all of them pass.
        Assert.InRange(accepted, Inputs / 20, Inputs - (Inputs / 20));
    }

    private static bool AssertHarmless(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = ClientMessage.TryRead(bytes, out var message, MaxBytes);
        var sent = message?.From("p1");
        var json = sent?.In(MessageFormat.Json) ?? default;
        var binary = sent?.In(MessageFormat.Binary) ?? default;
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;

        var isCompressed = bytes.Length > 0 && ClientMessage.FormatOf(bytes) == MessageFormat.Binary && (bytes[0] & 1) == 1;
        var length = isCompressed ? MaxBytes : bytes.Length;
        Assert.True(cost <= FixedCost + (CostPerByte * length), $"{bytes.Length} bytes cost {cost}.");
        Assert.Equal(error is null, message is not null);
        if (message is null)
            return false;

        AssertFrom(json);
        Assert.Null(ClientMessage.TryRead(binary, out var again));
        AssertFrom(again!.From("p1").In(MessageFormat.Json));
        return true;
    }

    private static void AssertFrom(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ClientMessage.MaxDepth });
        var senders = document.RootElement.EnumerateObject().Where(property => NameOf(property) == "fromPeerId");
        Assert.Equal("p1", Assert.Single(senders).Value.GetString());
    }

    /// <summary>A name, unless it has lone surrogates, which the runtime refuses to read.</summary>
    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Random(RandomSource random, byte first)
    {
        var bytes = new byte[1 + random.Next(100)];
        for (var i = 1; i < bytes.Length; i++)
            bytes[i] = (byte)random.Next(256);

        bytes[0] = first;
        return bytes;
    }

    private static byte[] Nested(RandomSource random, string start, params string[] levels)
    {
        var depth = random.Next(4) == 0 ? random.Next(5000) : random.Next(200);
        var text = new StringBuilder(start);
        var closing = new Stack<char>();
        for (; depth > 0; depth--)
        {
            var level = levels[random.Next(levels.Length)];
            text.Append(level);
            closing.Push(level[0] == '[' ? ']' : '}');
        }

        if (start[0] != '{')
            return Encoding.Latin1.GetBytes(text.Append('\u00c0').ToString());

        text.Append("null");
        foreach (var end in closing)
            text.Append(end);

        return Encoding.Latin1.GetBytes(text.Append('}').ToString());
    }

    /// <summary>A length of four bytes that is not there.</summary>
    private static byte[] Oversized(RandomSource random)
    {
        byte[] heads = [0xc6, 0xc9, 0xdb, 0xdd, 0xdf];
        var length = (uint)random.NextBits() >> random.Next(32);
        return
        [
            0, 0x81, 0xa1, (byte)'a', heads[random.Next(heads.Length)],
            (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length,
            .. Random(random, (byte)random.Next(256)),
        ];
    }

    private static byte[] Deflated(byte[] bytes)
    {
        using var deflated = new MemoryStream();
        using (var deflater = new ZLibStream(deflated, CompressionLevel.Fastest, leaveOpen: true))
            deflater.Write(bytes);

        return deflated.ToArray();
    }
}
