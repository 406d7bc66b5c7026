using BenchmarkDotNet.Attributes;
using HyperToken.Overlay.Identity;

namespace HyperToken.Benchmarks.Protocol;

/// <summary>Arithmetic on ids, per operation, over ids that do not fit a register.</summary>
public class IdentityBenchmarks
{
    private const int Count = 1_024;
    private readonly PeerId[] _ids = Samples.Ids(Count + 1);

    /// <summary>XOR and the bucket that it falls into.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int DistanceAndBucket()
    {
        var sum = 0;
        for (var i = 0; i < Count; i++)
            sum += _ids[i].DistanceTo(_ids[i + 1]).BucketIndex;

        return sum;
    }

    /// <summary>Which of two ids is closer to a third.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int CompareDistance()
    {
        var self = Samples.Self;
        var sum = 0;
        for (var i = 0; i < Count; i++)
            sum += self.CompareDistance(_ids[i], _ids[i + 1]);

        return sum;
    }

    /// <summary>Numeric order of two ids.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Compare()
    {
        var sum = 0;
        for (var i = 0; i < Count; i++)
            sum += _ids[i].CompareTo(_ids[i + 1]);

        return sum;
    }

    /// <summary>Equality of two ids.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int AreEqual()
    {
        var sum = 0;
        for (var i = 0; i < Count; i++)
            sum += _ids[i] == _ids[i + 1] ? 1 : 0;

        return sum;
    }
}
