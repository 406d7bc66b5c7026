namespace HyperToken.Simulation.Results;

/// <summary>A number that every live peer has one of.</summary>
public sealed record MinAvgMax(int Min, double Avg, int Max);

/// <summary>How evenly work is spread.</summary>
/// <param name="Gini">0: all the same; towards 1: a few do it all.</param>
/// <param name="MaxOverMean">The busiest peer's work ÷ the average.</param>
public sealed record ForwardLoad(double Gini, double MaxOverMean);

/// <summary>Hops of delivered messages.</summary>
public sealed record Hops(double Avg, int Max);

/// <summary>Percentiles of a latency, in milliseconds.</summary>
public sealed record Latencies(double P50, double P90, double P99, double Max);

/// <summary>Supernodes and leaves.</summary>
/// <param name="Supernodes">Live supernodes.</param>
/// <param name="AttachedRate">Of the live leaves, those attached to as many live supernodes as a leaf holds, or to all there are; null without leaves.</param>
/// <param name="MaxLeavesOverMean">Leaves with the same primary at most ÷ the average; null without leaves.</param>
public sealed record RoleFigures(int Supernodes, double? AttachedRate, double? MaxLeavesOverMean);

/// <summary>What random lookups cost and found, or, on the topology hybrid, what locating random leaves did.</summary>
/// <param name="Count">Lookups made.</param>
/// <param name="QueriesAvg">Requests sent per lookup.</param>
/// <param name="RoundsAvg">Longest chain of answers per lookup.</param>
/// <param name="ClosestFoundRate">The share that found the nearest live peer; of leaves, one of the supernodes the leaf is attached to.</param>
/// <param name="Recall">The share of the k nearest live peers found; of leaves, of the supernodes they are attached to.</param>
public sealed record LookupFigures(int Count, double QueriesAvg, double RoundsAvg, double ClosestFoundRate, double Recall);
