namespace HyperToken.Simulation.Search;

/// <summary>How far a search is.</summary>
/// <param name="Done">Seeds that have been run.</param>
/// <param name="Count">Seeds to be run in all.</param>
/// <param name="Latest">What the last run did not keep; empty when all was well.</param>
public sealed record FaultSearchProgress(int Done, int Count, IReadOnlyList<FaultFinding> Latest);
