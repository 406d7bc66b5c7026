using HyperToken.Overlay.Peer;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>What one input of the tree plan works with.</summary>
/// <param name="Neighbours">Table and links of the peer.</param>
/// <param name="Now">The time.</param>
/// <param name="Output">Takes what has to be done.</param>
internal readonly record struct TreeTurn(PeerNeighbours Neighbours, Instant Now, IPeerOutput Output);
