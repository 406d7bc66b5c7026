using Akka.Actor;
using Akka.Configuration;
using HyperToken.Benchmarks.Engines;

namespace HyperToken.Benchmarks;

/// <summary>What a started actor without work occupies: live bytes after a full collection, divided by the number of actors.</summary>
internal static class IdleActors
{
    public const int DefaultCount = 100_000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!CountArgument.TryRead(args, DefaultCount, 10_000_000, out var count))
        {
            Console.Error.WriteLine("idle-actors [COUNT], 1 to 10,000,000");
            return 2;
        }

        // The first round also pays for what is made once; it is not reported.
        await MeasureAsync(Math.Min(count, 1_000));
        var (idle, afterMessage) = await MeasureAsync(count);
        Console.WriteLine(FormattableString.Invariant($"engine {EngineName.Full}: {count:N0} idle actors"));
        Console.WriteLine(FormattableString.Invariant($"  {idle:N0} bytes each once started, {afterMessage:N0} after one message each"));
        return 0;
    }

    private static async Task<(double Idle, double AfterMessage)> MeasureAsync(int count)
    {
        using var system = ActorSystem.Create("idle", ConfigurationFactory.ParseString("akka.loglevel = WARNING"));
        var actors = new IActorRef[count];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = new Countdown(count);
        var props = Props.Create<Idler>(started);
        for (var i = 0; i < count; i++)
            actors[i] = system.ActorOf(props);

        await started.Reached;
        var idle = GC.GetTotalMemory(forceFullCollection: true) - before;

        var reached = new Countdown(count);
        foreach (var actor in actors)
            actor.Tell(reached);

        await reached.Reached;
        var afterMessage = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(actors);
        await system.Terminate();
        return ((double)idle / count, (double)afterMessage / count);
    }

    private sealed class Idler(Countdown started) : UntypedActor
    {
        protected override void PreStart() => started.Signal();

        protected override void OnReceive(object message) => ((Countdown)message).Signal();
    }
}
