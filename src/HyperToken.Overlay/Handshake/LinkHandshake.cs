using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Handshake;

/// <summary>
/// How the two ends of a network link prove to each other who they are, before anything else is said (docs/wire.md, "Handshake"). Either side
/// sends a challenge at once: the versions it speaks, a fresh nonce, its public key; and answers the other's with a proof: a signature over both
/// nonces, both ids and its own place on the link. So a proof is good for one link, in one direction, and cannot be repeated or sent back.
/// </summary>
public sealed class LinkHandshake
{
    /// <summary>Bytes of a nonce.</summary>
    public const int NonceBytes = 32;

    /// <summary>The longest frame of a handshake, in bytes.</summary>
    public const int MaxFrameBytes = ChallengeBytes;

    private const byte ChallengeKind = 30;
    private const byte ProofKind = 31;
    private const int NonceAt = FrameLayout.PrefixBytes + 2;
    private const int PublicKeyAt = NonceAt + NonceBytes;
    private const int ChallengeBytes = PublicKeyAt + KeyPair.PublicKeyBytes;
    private const int ProofBytes = FrameLayout.PrefixBytes + KeyPair.SignatureBytes;

    private readonly KeyPair _keys;
    private readonly bool _isDialler;
    private readonly PeerId? _expected;
    private readonly byte[] _nonce;
    private readonly byte[] _theirNonce = new byte[NonceBytes];
    private readonly byte[] _theirKey = new byte[KeyPair.PublicKeyBytes];
    private Step _step = Step.Challenge;

    /// <summary>Begins a handshake.</summary>
    /// <param name="keys">The key of this side.</param>
    /// <param name="isDialler">Whether this side has dialled.</param>
    /// <param name="nonce">32 bytes that were never used before and nobody can guess.</param>
    /// <param name="expected">Who was dialled; null where only an address was known, and on the side that listens.</param>
    /// <exception cref="ArgumentException">The nonce has another length.</exception>
    public LinkHandshake(KeyPair keys, bool isDialler, ReadOnlySpan<byte> nonce, PeerId? expected = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (nonce.Length != NonceBytes)
            throw new ArgumentException($"A nonce has {NonceBytes} bytes, not {nonce.Length}.", nameof(nonce));

        _keys = keys;
        _isDialler = isDialler;
        _expected = expected;
        _nonce = nonce.ToArray();
        Challenge = CreateChallenge();
    }

    private enum Step
    {
        Challenge,
        Proof,
        Proven,
        Failed,
    }

    private static ReadOnlySpan<byte> Domain => "hypertoken link v1\0"u8;

    /// <summary>The first frame of this side.</summary>
    public ReadOnlyMemory<byte> Challenge { get; }

    /// <summary>Whether the other side has proven who it is.</summary>
    public bool IsProven => _step == Step.Proven;

    /// <summary>Who the other side is; proven once <see cref="IsProven"/>, until then only what it says.</summary>
    public PeerId Remote { get; private set; }

    /// <summary>Takes the next frame of the other side.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="reply">What to send in return; empty for nothing.</param>
    /// <returns>Why the handshake has failed, if it has: the link is to be closed then.</returns>
    /// <exception cref="InvalidOperationException">The handshake is over.</exception>
    public HandshakeError Receive(ReadOnlySpan<byte> frame, out ReadOnlyMemory<byte> reply)
    {
        reply = default;
        var error = _step switch
        {
            Step.Challenge => TakeChallenge(frame, out reply),
            Step.Proof => TakeProof(frame),
            _ => throw new InvalidOperationException("The handshake is over."),
        };
        if (error != HandshakeError.None)
            _step = Step.Failed;

        return error;
    }

    private HandshakeError TakeChallenge(ReadOnlySpan<byte> frame, out ReadOnlyMemory<byte> reply)
    {
        reply = default;
        if (frame.Length < NonceAt || frame[0] != FrameCodec.Version || frame[1] != ChallengeKind || frame[2] > frame[3])
            return HandshakeError.Malformed;
        if (frame[2] > FrameCodec.Version || frame[3] < FrameCodec.Version)
            return HandshakeError.Version;
        if (frame.Length != ChallengeBytes)
            return HandshakeError.Malformed;

        frame.Slice(NonceAt, NonceBytes).CopyTo(_theirNonce);
        frame[PublicKeyAt..].CopyTo(_theirKey);
        Remote = PeerId.FromPublicKey(_theirKey);
        if (Remote == _keys.Id)
            return HandshakeError.Self;
        if (_expected is { } expected && expected != Remote)
            return HandshakeError.WrongPeer;

        var proof = FrameLayout.Prefixed((FrameKind)ProofKind, ProofBytes);
        _keys.Sign(SignedBytes(_isDialler, _keys.Id, Remote, _nonce, _theirNonce)).CopyTo(proof, FrameLayout.PrefixBytes);
        reply = proof;
        _step = Step.Proof;
        return HandshakeError.None;
    }

    private HandshakeError TakeProof(ReadOnlySpan<byte> frame)
    {
        if (frame.Length != ProofBytes || frame[0] != FrameCodec.Version || frame[1] != ProofKind)
            return HandshakeError.Malformed;
        if (!KeyPair.Verify(_theirKey, SignedBytes(!_isDialler, Remote, _keys.Id, _theirNonce, _nonce), frame[FrameLayout.PrefixBytes..]))
            return HandshakeError.BadProof;

        _step = Step.Proven;
        return HandshakeError.None;
    }

    private byte[] CreateChallenge()
    {
        var frame = FrameLayout.Prefixed((FrameKind)ChallengeKind, ChallengeBytes);
        (frame[2], frame[3]) = (FrameCodec.Version, FrameCodec.Version);
        _nonce.CopyTo(frame, NonceAt);
        _keys.PublicKey.Span.CopyTo(frame.AsSpan(PublicKeyAt));
        return frame;
    }

    private static byte[] SignedBytes(bool isDialler, in PeerId signer, in PeerId other, ReadOnlySpan<byte> signersNonce, ReadOnlySpan<byte> othersNonce)
    {
        var bytes = new byte[Domain.Length + 2 + (2 * PeerId.Size) + (2 * NonceBytes)];
        Domain.CopyTo(bytes);
        var at = Domain.Length;
        bytes[at++] = FrameCodec.Version;
        bytes[at++] = isDialler ? (byte)1 : (byte)2;
        signer.Write(bytes.AsSpan(at));
        other.Write(bytes.AsSpan(at += PeerId.Size));
        signersNonce.CopyTo(bytes.AsSpan(at += PeerId.Size));
        othersNonce.CopyTo(bytes.AsSpan(at + NonceBytes));
        return bytes;
    }
}
