namespace HyperToken.Simulation.Warm;

/// <summary>A range of a <see cref="Generation"/>: the peers whose ids begin alike.</summary>
internal readonly record struct Branch(int First, int Count);
