using Akka.Streams;
using Akka.Streams.Dsl;
using BenchmarkDotNet.Attributes;

namespace HyperToken.Benchmarks.Engines;

/// <summary>Linear streams; every figure is per element that entered.</summary>
public class StreamBenchmarks : EngineBenchmark
{
    private const int Elements = 50_000;
    private const int Offers = 10_000;
    private ActorMaterializer _materializer = null!;

    /// <summary>Source.From → Select → Where → Buffer → Sink.Ignore.</summary>
    [Benchmark(OperationsPerInvoke = Elements)]
    public Task LinearStream() => Source.From(Enumerable.Range(0, Elements))
        .Select(x => x + 1)
        .Where(x => (x & 1) == 0)
        .Buffer(64, OverflowStrategy.Backpressure)
        .RunWith(Sink.Ignore<int>(), _materializer);

    /// <summary>The same behind a queue of 256, each offer awaited: what a network link does.</summary>
    [Benchmark(OperationsPerInvoke = Offers)]
    public async Task QueueStream()
    {
        var (queue, done) = Source.Queue<int>(256, OverflowStrategy.Backpressure)
            .Select(x => x + 1)
            .Where(x => (x & 1) == 0)
            .Buffer(64, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(_materializer);
        for (var i = 0; i < Offers; i++)
            await queue.OfferAsync(i);

        queue.Complete();
        await done;
    }

    /// <inheritdoc />
    protected override void Prepare() => _materializer = System.Materializer();
}
