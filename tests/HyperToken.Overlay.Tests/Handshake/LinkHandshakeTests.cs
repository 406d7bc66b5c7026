using HyperToken.Overlay.Handshake;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Tests.Handshake;

public sealed class LinkHandshakeTests : IDisposable
{
    private readonly KeyPair _a = KeyPair.Generate();
    private readonly KeyPair _b = KeyPair.Generate();
    private byte _nonces;

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    [Fact]
    public void Both_sides_should_learn_who_the_other_is()
    {
        var (dialler, listener) = (Dialler(_b.Id), Listener());
        var proofOfListener = Reply(listener, dialler.Challenge);
        var proofOfDialler = Reply(dialler, listener.Challenge);
        Assert.False(dialler.IsProven);
        Assert.Empty(Reply(dialler, proofOfListener).ToArray());
        Assert.Empty(Reply(listener, proofOfDialler).ToArray());

        Assert.True(dialler.IsProven && listener.IsProven);
        Assert.Equal((_b.Id, _a.Id), (dialler.Remote, listener.Remote));
        Assert.Throws<InvalidOperationException>(() => listener.Receive(proofOfDialler.Span, out _));
    }

    [Fact]
    public void Another_peer_than_the_one_dialled_should_be_refused()
    {
        var dialler = Dialler(PeerId.Derive(1, 1));
        Assert.Equal(HandshakeError.WrongPeer, dialler.Receive(Listener().Challenge.Span, out var reply));
        Assert.True(reply.IsEmpty);
        Assert.False(dialler.IsProven);
    }

    [Fact]
    public void A_peer_should_not_connect_to_itself() =>
        Assert.Equal(HandshakeError.Self, Dialler().Receive(New(_a, isDialler: false).Challenge.Span, out _));

    [Fact]
    public void A_proof_should_not_serve_again_on_another_link()
    {
        var (dialler, listener) = (Dialler(), Listener());
        var recorded = Reply(listener, dialler.Challenge);

        // Who has heard all of it shows the same key, and sends the same frames.
        var second = Dialler();
        Reply(second, listener.Challenge);
        Assert.Equal(HandshakeError.BadProof, second.Receive(recorded.Span, out _));
        Assert.False(second.IsProven);
    }

    [Fact]
    public void A_proof_should_not_be_sent_back_as_ones_own()
    {
        var dialler = Dialler();
        var mirror = Listener();
        var own = Reply(dialler, mirror.Challenge);
        Assert.Equal(HandshakeError.BadProof, dialler.Receive(own.Span, out _));
    }

    [Fact]
    public void A_proof_of_the_dialler_should_not_serve_as_one_of_the_listener()
    {
        var dialler = Dialler();
        var posing = New(_b, isDialler: true);
        var proof = Reply(posing, dialler.Challenge);
        Reply(dialler, posing.Challenge);
        Assert.Equal(HandshakeError.BadProof, dialler.Receive(proof.Span, out _));
    }

    [Fact]
    public void A_key_without_its_private_half_should_prove_nothing()
    {
        using var impostor = KeyPair.Generate();
        var dialler = Dialler(_b.Id);
        var challenge = Listener().Challenge.ToArray();
        Reply(dialler, challenge);
        var proof = Reply(New(impostor, isDialler: false), dialler.Challenge);
        Assert.Equal(HandshakeError.BadProof, dialler.Receive(proof.Span, out _));
    }

    [Fact]
    public void Versions_without_one_in_common_should_be_told_apart_from_nonsense()
    {
        var later = Listener().Challenge.ToArray();
        (later[2], later[3]) = (2, 7);
        Assert.Equal(HandshakeError.Version, Dialler().Receive(later, out _));
        (later[2], later[3]) = (1, 7);
        Assert.Equal(HandshakeError.None, Dialler().Receive(later, out _));
        (later[2], later[3]) = (2, 1);
        Assert.Equal(HandshakeError.Malformed, Dialler().Receive(later, out _));
    }

    [Fact]
    public void Frames_cut_short_or_changed_should_be_refused_and_never_throw()
    {
        var (dialler, listener) = (Dialler(), Listener());
        var proof = Reply(listener, dialler.Challenge).ToArray();
        for (var length = 0; length < listener.Challenge.Length; length++)
            Assert.NotEqual(HandshakeError.None, Dialler().Receive(listener.Challenge.Span[..length], out _));

        for (var at = 0; at < proof.Length; at++)
        {
            var receiver = New(_a, isDialler: true, nonce: 1);
            Reply(receiver, listener.Challenge);
            var changed = proof.ToArray();
            changed[at] ^= 1;
            Assert.NotEqual(HandshakeError.None, receiver.Receive(changed, out _));
            Assert.False(receiver.IsProven);
        }
    }

    [Fact]
    public void A_nonce_of_another_length_should_be_refused() =>
        Assert.Throws<ArgumentException>(() => new LinkHandshake(_a, isDialler: true, new byte[31]));

    private LinkHandshake Dialler(PeerId? expected = null) => New(_a, isDialler: true, expected);

    private LinkHandshake Listener() => New(_b, isDialler: false);

    private LinkHandshake New(KeyPair keys, bool isDialler, PeerId? expected = null, byte? nonce = null)
    {
        var bytes = new byte[LinkHandshake.NonceBytes];
        bytes[0] = nonce ?? ++_nonces;
        return new LinkHandshake(keys, isDialler, bytes, expected);
    }

    private static ReadOnlyMemory<byte> Reply(LinkHandshake to, ReadOnlyMemory<byte> frame)
    {
        Assert.Equal(HandshakeError.None, to.Receive(frame.Span, out var reply));
        return reply;
    }
}
