using BenchmarkDotNet.Attributes;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Benchmarks.Protocol;

/// <summary>The 20 contacts of a table that are closest to an id: the question of every lookup and every FIND_NODE.</summary>
public class ClosestBenchmarks
{
    private const int Count = 256;
    private readonly Contact[] _found = new Contact[20];
    private PeerId[] _targets = [];
    private NeighbourSnapshot _snapshot = NeighbourSnapshot.Empty(Samples.Self, 20);

    /// <summary>Size and build of the table.</summary>
    [ParamsAllValues]
    public TableShape Table { get; set; }

    /// <summary>Where the ids looked for lie.</summary>
    [ParamsAllValues]
    public TargetKind Target { get; set; }

    /// <summary>Fills the table and draws the targets.</summary>
    [GlobalSetup]
    public void Fill()
    {
        _snapshot = Samples.Table(Table, Samples.Contacts(Table)).Snapshot();
        var random = new RandomSource(4);
        _targets = Target == TargetKind.Random
            ? Samples.Ids(Count)
            : Enumerable.Range(0, Count).Select(_ => Distance.InBucket(PeerId.Bits - 64, 0, 0, random).From(Samples.Self)).ToArray();
    }

    /// <summary>Into a span of the caller's.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Closest20IntoSpan()
    {
        var found = 0;
        foreach (ref readonly var target in _targets.AsSpan())
            found += _snapshot.Closest(target, _found);

        return found;
    }

    /// <summary>Into a new array, which is the one thing allocated.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Closest20InNewArray()
    {
        var found = 0;
        foreach (ref readonly var target in _targets.AsSpan())
            found += _snapshot.Closest(target, 20).Length;

        return found;
    }
}
