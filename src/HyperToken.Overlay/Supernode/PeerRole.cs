namespace HyperToken.Overlay.Supernode;

/// <summary>What a peer is to others in a network of supernodes and leaves. The values are on the wire.</summary>
public enum PeerRole : byte
{
    /// <summary>Attached to supernodes, which bring it everything; in nobody's table.</summary>
    Leaf = 0,

    /// <summary>A leaf that asks its supernodes to be confirmed as one of them.</summary>
    Candidate = 1,

    /// <summary>Part of the mesh; carries the weight of the leaves attached to it.</summary>
    Supernode = 2,
}
