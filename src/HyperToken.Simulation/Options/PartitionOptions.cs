namespace HyperToken.Simulation.Options;

/// <summary>A random part of the network that is cut off from the rest for a while.</summary>
/// <param name="Share">The share of peers cut off, above 0 and below 1.</param>
/// <param name="Start">When, after the first broadcast; 0 or later.</param>
/// <param name="Length">For how long, above 0; then it heals.</param>
public sealed record PartitionOptions(double Share, TimeSpan Start, TimeSpan Length)
{
    /// <summary>Whether only the frames from the part to the rest are lost, and those to the part arrive.</summary>
    public bool IsOneWay { get; init; }
}
