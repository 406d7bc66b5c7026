namespace HyperToken.Simulation.Search;

/// <summary>How a search for faults goes about it. None of this changes what a seed's run does.</summary>
public sealed record FaultSearchOptions
{
    /// <summary>Seeds that run at the same time, 1 to 64.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>One in so many seeds is run a second time with two worker threads, and has to end the same; 1 or more.</summary>
    public int CompareThreadsEvery { get; init; } = 25;
}
