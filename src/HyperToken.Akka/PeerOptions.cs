using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>How to start a peer; whatever is left out has a default.</summary>
public sealed record PeerOptions
{
    /// <summary>The peer's id. Left out, it is that of a new key.</summary>
    public PeerId? Id { get; init; }

    /// <summary>
    /// The peer's key, which it proves its id with on links over a network; its id is that of the key. Left out, a peer with an
    /// <see cref="Address"/> gets a new one. Must live as long as the peer.
    /// </summary>
    public KeyPair? Keys { get; init; }

    /// <summary>
    /// Where others reach the peer over a network: <c>ws://host:port/overlay</c> or <c>wss://…</c>. Left out, only peers of the same actor
    /// system reach it. Something has to listen there: see HyperToken.Relay.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>Settings of this peer; left out, those of the actor system's configuration.</summary>
    public HyperTokenSettings? Settings { get; init; }

    /// <summary>Seeds the peer's source of chance, for runs that are to be repeated; left out, it is drawn.</summary>
    public ulong? RandomSeed { get; init; }

    /// <summary>Sees what the peer does, for measuring.</summary>
    public IPeerObserver? Observer { get; init; }
}
