namespace HyperToken.Overlay.Handshake;

/// <summary>Why a handshake has failed.</summary>
public enum HandshakeError
{
    /// <summary>It has not.</summary>
    None = 0,

    /// <summary>A frame is not what it should be.</summary>
    Malformed,

    /// <summary>The two sides speak no version in common.</summary>
    Version,

    /// <summary>The other side is this peer.</summary>
    Self,

    /// <summary>The other side is not who was dialled.</summary>
    WrongPeer,

    /// <summary>The other side does not hold the key it shows, or repeats what another has said.</summary>
    BadProof,
}
