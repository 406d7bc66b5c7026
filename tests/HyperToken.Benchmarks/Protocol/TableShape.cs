namespace HyperToken.Benchmarks.Protocol;

/// <summary>
/// The tables measured. With random ids only about log2(N / 20) buckets of 20 fill, so that a table of 1,000 either has its
/// ids placed (20 in each of the 50 farthest buckets) or has larger buckets.
/// </summary>
public enum TableShape
{
    /// <summary>Random ids, k 20: what a peer among some 10,000 holds.</summary>
    Random200,

    /// <summary>Placed ids, k 20, 50 full buckets.</summary>
    Placed1000,

    /// <summary>Random ids, k 128: few long buckets, the harder case for the sorting.</summary>
    Wide1000,
}
