using System.Diagnostics;
using Akka.Actor;
using HyperToken.Benchmarks.Engines;

namespace HyperToken.Benchmarks.Live;

/// <summary>What the engine alone could do: the same number of messages under way, each told to the same number of actors that only count.</summary>
internal static class BareTell
{
    /// <summary>Deliveries a second.</summary>
    public static async Task<double> MeasureAsync(ActorSystem system, int receivers, int window, TimeSpan span)
    {
        var props = Props.Create<Counter>().WithDispatcher(Configuration.HyperTokenSettings.Dispatcher);
        var actors = Enumerable.Range(0, receivers).Select(_ => system.ActorOf(props)).ToArray();
        await RunAsync(actors, window, span / 5);
        var start = Stopwatch.GetTimestamp();
        var delivered = await RunAsync(actors, window, span);
        var elapsed = Stopwatch.GetElapsedTime(start);
        foreach (var actor in actors)
            system.Stop(actor);

        return delivered / elapsed.TotalSeconds;
    }

    private static async Task<long> RunAsync(IActorRef[] actors, int window, TimeSpan span)
    {
        var start = Stopwatch.GetTimestamp();
        var sums = await Task.WhenAll(Enumerable.Range(0, window).Select(_ => Task.Run(async () =>
        {
            var delivered = 0L;
            for (; Stopwatch.GetElapsedTime(start) < span; delivered += actors.Length)
            {
                var everywhere = new Countdown(actors.Length);
                foreach (var actor in actors)
                    actor.Tell(everywhere, ActorRefs.NoSender);

                await everywhere.Reached;
            }

            return delivered;
        })));
        return sums.Sum();
    }

    private sealed class Counter : UntypedActor
    {
        protected override void OnReceive(object message) => ((Countdown)message).Signal();
    }
}
