using HyperToken.Simulation.Search;

namespace HyperToken.Node.Simulate.Search;

/// <summary>Searches as <see cref="FaultSearch.Run"/> does.</summary>
/// <param name="options">How to go about it.</param>
/// <param name="count">How many seeds.</param>
/// <param name="firstSeed">The first; the others follow.</param>
/// <param name="progress">Is told after every seed, by one thread at a time.</param>
/// <param name="stop">Ends the search early.</param>
internal delegate IReadOnlyList<FaultFinding> FaultSearcher(
    FaultSearchOptions options, int count, ulong firstSeed, IProgress<FaultSearchProgress> progress, CancellationToken stop);
