using Akka.Actor;
using Akka.Configuration;
using BenchmarkDotNet.Attributes;

namespace HyperToken.Benchmarks.Engines;

/// <summary>Starts and stops the actor system that a class of benchmarks runs in.</summary>
public abstract class EngineBenchmark
{
    /// <summary>The dispatchers that an engine has to offer.</summary>
    public static IEnumerable<string> Dispatchers => EngineName.Short == EngineName.InProcess ? ["the one"] : ["default", "channel-executor"];

    /// <summary>
    /// What serves the actors: Akka.NET's default takes the thread pool's queues as they are, and may serve the last comer first;
    /// its channel executor, which HyperToken's peers are configured with, and the embedded engine serve in turn.
    /// </summary>
    [ParamsSource(nameof(Dispatchers))]
    public string Dispatcher { get; set; } = "";

    /// <summary>The actor system.</summary>
    protected ActorSystem System { get; private set; } = null!;

    /// <summary>Starts the actor system.</summary>
    [GlobalSetup]
    public void Start()
    {
        System = ActorSystem.Create("benchmark", ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = WARNING
              stdout-loglevel = WARNING
              {{(Dispatcher == "channel-executor" ? "actor.default-dispatcher.executor = channel-executor" : "")}}
            }
            """));
        Prepare();
    }

    /// <summary>Stops the actor system.</summary>
    [GlobalCleanup]
    public Task Stop() => System.Terminate();

    /// <summary>Makes what is not to be measured.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>Fails instead of measuring forever.</summary>
    protected static Task InTime(Countdown countdown) => countdown.Reached.WaitAsync(TimeSpan.FromSeconds(60));
}
