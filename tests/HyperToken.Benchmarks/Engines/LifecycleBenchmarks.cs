using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace HyperToken.Benchmarks.Engines;

/// <summary>Actors that come and go.</summary>
public class LifecycleBenchmarks : EngineBenchmark
{
    private const int Count = 1_000;

    /// <summary>Per actor: created, started, stopped, until the last has stopped.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public async Task CreateAndStop()
    {
        var started = new Countdown(Count);
        var stopped = new Countdown(Count);
        var props = Props.Create<ShortLived>(started, stopped);
        var actors = new IActorRef[Count];
        for (var i = 0; i < Count; i++)
            actors[i] = System.ActorOf(props);

        await InTime(started);
        foreach (var actor in actors)
            System.Stop(actor);

        await InTime(stopped);
    }

    internal sealed class ShortLived(Countdown started, Countdown stopped) : UntypedActor
    {
        protected override void PreStart() => started.Signal();

        protected override void PostStop() => stopped.Signal();

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
