using HyperToken.Overlay.Supernode;

namespace HyperToken.Peers;

/// <summary>What a peer is in a network of supernodes and leaves.</summary>
/// <param name="Snapshot">Its role, and who is attached to whom.</param>
/// <param name="Score">Its own score, 0 to 1, as last computed.</param>
public sealed record RoleReport(RoleSnapshot Snapshot, double Score);
