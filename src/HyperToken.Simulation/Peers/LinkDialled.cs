namespace HyperToken.Simulation.Peers;

/// <summary>A link that a peer's machine was opening is open.</summary>
/// <param name="Other">Index of the peer at the other end.</param>
internal sealed record LinkDialled(int Other);
