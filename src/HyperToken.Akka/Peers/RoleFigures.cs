namespace HyperToken.Peers;

/// <summary>What a peer's role is worth to it and tells it of the network, as last computed.</summary>
/// <param name="Score">The peer's own score, 0 to 1.</param>
/// <param name="EstimatedPeers">How many peers the network is estimated to have; 0 when nobody can tell.</param>
internal sealed record RoleFigures(float Score, int EstimatedPeers);
