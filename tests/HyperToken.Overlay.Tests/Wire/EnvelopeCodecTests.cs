using FsCheck.Xunit;
using Google.Protobuf;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;
using HyperToken.Overlay.Wire.Messages;
using Envelope = HyperToken.Overlay.Broadcast.Envelope;

namespace HyperToken.Overlay.Tests.Wire;

[Properties(Arbitrary = [typeof(OverlayArbitraries)], Replay = Fixed.Replay, MaxTest = 300)]
public sealed class EnvelopeCodecTests
{
    private const string Golden =
        "0a650a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f11070000000000000018ac0220c0843d2a046c69"
        + "6e65320568656c6c6f3a20202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f42026331";

    [Fact]
    public void An_envelope_should_have_its_bytes_for_good()
    {
        Assert.Equal(Golden, Convert.ToHexStringLower(Envelope.Seal(GoldenFrames.ForOne).Bytes.Span));
        AssertSame(GoldenFrames.ForOne, Open(Convert.FromHexString(Golden)));
    }

    [Fact]
    public void An_envelope_that_ends_early_should_not_open()
    {
        var bytes = Convert.FromHexString(Golden);
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(Envelope.FromWire(bytes.AsMemory(0, length)).TryOpen(out _));
    }

    [Property]
    public void Arbitrary_content_should_come_back_the_same(ulong seed, ulong incarnation, ulong sequence, long created, byte[] payload, bool toOne)
    {
        var random = new RandomSource(seed);
        var body = new EnvelopeBody(
            PeerId.Random(random),
            incarnation,
            Math.Max(1, sequence),
            created,
            new string('é', random.Next(257)),
            payload,
            toOne ? PeerId.Random(random) : null,
            random.Next(2) == 0 ? null : "client");
        AssertSame(body, Open(Envelope.Seal(body).Bytes));
    }

    [Fact]
    public void Content_that_breaks_a_rule_should_not_open()
    {
        Assert.NotNull(TryOpen(static _ => { }));
        Assert.Null(TryOpen(static body => body.Origin = ByteString.Empty));
        Assert.Null(TryOpen(static body => body.Origin = ByteString.CopyFrom(new byte[33])));
        Assert.Null(TryOpen(static body => body.Target = ByteString.CopyFrom(new byte[31])));
        Assert.Null(TryOpen(static body => body.Sequence = 0));
        Assert.Null(TryOpen(static body => body.Type = new string('a', 257)));
        Assert.NotNull(TryOpen(static body => body.Type = new string('a', 256)));
    }

    [Fact]
    public void A_type_should_not_be_sealed_when_nobody_could_open_it()
    {
        var body = GoldenFrames.ForAll with { Type = new string('a', 257) };
        Assert.Throws<ArgumentException>(() => Envelope.Seal(body));
    }

    [Fact]
    public void An_envelope_should_be_read_once_and_keep_its_bytes()
    {
        ReadOnlyMemory<byte> bytes = Convert.FromHexString(Golden);
        var envelope = Envelope.FromWire(bytes);
        Assert.True(envelope.TryOpen(out var first));
        Assert.True(envelope.TryOpen(out var second));
        Assert.Same(first, second);
        Assert.True(bytes.Equals(envelope.Bytes));
    }

    private static EnvelopeBody? TryOpen(Action<Body> change)
    {
        var body = new Body { Origin = ByteString.CopyFrom(new byte[32]), Sequence = 1, Type = "line" };
        change(body);
        var envelope = Envelope.FromWire(new Overlay.Wire.Messages.Envelope { Body = body.ToByteString() }.ToByteArray());
        return envelope.TryOpen(out var opened) ? opened : null;
    }

    private static EnvelopeBody Open(ReadOnlyMemory<byte> bytes)
    {
        Assert.True(Envelope.FromWire(bytes).TryOpen(out var body));
        return body;
    }

    private static void AssertSame(EnvelopeBody expected, EnvelopeBody actual)
    {
        Assert.Equal(expected with { Payload = default }, actual with { Payload = default });
        Assert.Equal(expected.Payload.ToArray(), actual.Payload.ToArray());
    }
}
