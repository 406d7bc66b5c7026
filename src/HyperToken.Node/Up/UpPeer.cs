using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Up;

/// <summary>One peer of the process.</summary>
/// <param name="Index">Its place among all ever started, from 0.</param>
/// <param name="Peer">The running peer.</param>
internal sealed record UpPeer(int Index, HyperTokenPeer Peer)
{
    public PeerId Id => Peer.Id;

    /// <summary>How it is called in text: <c>17 (ab12cd34)</c>.</summary>
    public override string ToString() => $"{Index} ({Id.ShortId})";
}
