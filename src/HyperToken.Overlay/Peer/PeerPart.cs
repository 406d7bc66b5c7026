namespace HyperToken.Overlay.Peer;

/// <summary>The components a peer is made of. Each has one owner: an actor of its own, or a field of a simulated peer.</summary>
[Flags]
public enum PeerPart
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary><see cref="PeerComponent"/>: frames, broadcasts, joining, maintenance.</summary>
    Peer = 1,

    /// <summary><see cref="RoutingTableComponent"/>.</summary>
    Table = 2,

    /// <summary>Every running <see cref="LookupComponent"/>.</summary>
    Lookups = 4,

    /// <summary>The owner of the links.</summary>
    Links = 8,

    /// <summary>Whoever uses the peer.</summary>
    Application = 16,

    /// <summary><see cref="Supernode.SupernodeComponent"/>, in networks that have roles.</summary>
    Role = 32,
}
