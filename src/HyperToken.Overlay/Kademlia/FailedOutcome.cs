using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>What a failure did to a table.</summary>
/// <param name="Evicted">The contact that left, or null when it stays as a suspect.</param>
/// <param name="Promoted">The waiting contact that took its place, or null.</param>
public readonly record struct FailedOutcome(Contact? Evicted, Contact? Promoted);
