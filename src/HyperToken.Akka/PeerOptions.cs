using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>How to start a peer; whatever is left out has a default.</summary>
public sealed record PeerOptions
{
    /// <summary>The peer's id. Left out, it is that of a new key.</summary>
    public PeerId? Id { get; init; }

    /// <summary>Settings of this peer; left out, those of the actor system's configuration.</summary>
    public HyperTokenSettings? Settings { get; init; }

    /// <summary>Seeds the peer's source of chance, for runs that are to be repeated; left out, it is drawn.</summary>
    public ulong? RandomSeed { get; init; }

    /// <summary>Sees what the peer does, for measuring.</summary>
    public IPeerObserver? Observer { get; init; }
}
