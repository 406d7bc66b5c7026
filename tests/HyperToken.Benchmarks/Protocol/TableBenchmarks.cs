using BenchmarkDotNet.Attributes;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Benchmarks.Protocol;

/// <summary>Filling and publishing a routing table.</summary>
public class TableBenchmarks
{
    private const int Count = 16;
    private Contact[] _contacts = [];
    private RoutingTable _table = new(Samples.Self, new KademliaSettings());
    private int _next;

    /// <summary>Size and build of the table.</summary>
    [ParamsAllValues]
    public TableShape Table { get; set; }

    /// <summary>Makes the contacts.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _contacts = Samples.Contacts(Table);
        _table = Samples.Table(Table, _contacts);
    }

    /// <summary>From empty to full, per table.</summary>
    [Benchmark]
    public RoutingTable Build() => Samples.Table(Table, _contacts);

    /// <summary>A known contact heard of again.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int SeenAgain()
    {
        var outcomes = 0;
        for (var i = 0; i < Count; i++)
            outcomes += (int)_table.Seen(Next(), Instant.Zero);

        return outcomes;
    }

    /// <summary>One entry changes, and the table is published anew: the changed bucket is copied, the others are shared.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int ChangeAndSnapshot()
    {
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            _table.Measured(Next().Id, TimeSpan.FromMilliseconds(20));
            count += _table.Snapshot().Count;
        }

        return count;
    }

    private Contact Next() => _contacts[_next = (_next + 1) % _contacts.Length];
}
