using Akka.Actor;
using BenchmarkDotNet.Attributes;

namespace HyperToken.Benchmarks.Engines;

/// <summary>Messages between actors; every figure is per message.</summary>
public class TellBenchmarks : EngineBenchmark
{
    private const int Bounces = 20_000;
    private const int Pairs = 8;
    private const int Receivers = 1_000;
    private const int FanOuts = 20;
    private const int Senders = 4;
    private const int Backlog = 50_000;
    private readonly (IActorRef Server, IActorRef Other)[] _pairs = new (IActorRef, IActorRef)[Pairs];
    private readonly IActorRef[] _receivers = new IActorRef[Receivers];

    /// <summary>One ball between two actors: the price of waking an actor for one message.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Bounces)]
    public Task PingPong()
    {
        var done = new Countdown(1);
        _pairs[0].Server.Tell(new Bouncer.Serve(_pairs[0].Other, Bounces, 1, done));
        return InTime(done);
    }

    /// <summary>Eight pairs with 64 balls each: the price of a message when there are many.</summary>
    [Benchmark(OperationsPerInvoke = 2 * Pairs * Bounces)]
    public Task PingPongInBulk()
    {
        var done = new Countdown(Pairs);
        foreach (var (server, other) in _pairs)
            server.Tell(new Bouncer.Serve(other, Bounces, 64, done));

        return InTime(done);
    }

    /// <summary>One message to each of 1,000 idle actors, until the last has it, twenty times.</summary>
    [Benchmark(OperationsPerInvoke = FanOuts * Receivers)]
    public async Task FanOutTo1000()
    {
        for (var i = 0; i < FanOuts; i++)
        {
            var done = new Countdown(Receivers);
            foreach (var receiver in _receivers)
                receiver.Tell(done);

            await InTime(done);
        }
    }

    /// <summary>Four senders outrun one actor, until it has caught up with the last of 200,000 messages.</summary>
    [Benchmark(OperationsPerInvoke = Senders * Backlog)]
    public Task FanInWithBacklog()
    {
        var done = new Countdown(Senders * Backlog);
        var receiver = _receivers[0];
        for (var sender = 0; sender < Senders; sender++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => SendAll(receiver, done), null);

        return InTime(done);
    }

    /// <inheritdoc />
    protected override void Prepare()
    {
        for (var i = 0; i < Pairs; i++)
            _pairs[i] = (System.ActorOf(Props.Create<Bouncer>()), System.ActorOf(Props.Create<Bouncer>()));
        for (var i = 0; i < Receivers; i++)
            _receivers[i] = System.ActorOf(Props.Create<Receiver>());
    }

    private static void SendAll(IActorRef receiver, Countdown done)
    {
        for (var i = 0; i < Backlog; i++)
            receiver.Tell(done);
    }

    private sealed class Receiver : UntypedActor
    {
        protected override void OnReceive(object message) => ((Countdown)message).Signal();
    }
}
