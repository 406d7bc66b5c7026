using Akka.Actor;
using Akka.Pattern;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>Runs each stream in an actor of its own, below a supervisor that lives as long as the system or actor it was made for.</summary>
public sealed class ActorMaterializer : IMaterializer, IDisposable
{
    private static int _supervisors;

    private readonly StreamRegistry _registry = new();
    private readonly IActorRef _supervisor;

    internal ActorMaterializer(IActorRefFactory parent, ActorSystem system)
    {
        System = system;
        _supervisor = parent.ActorOf(
            Props.Create(typeof(StreamSupervisor), _registry), $"StreamSupervisor-{Interlocked.Increment(ref _supervisors) - 1}");
    }

    /// <summary>The system whose actors run the streams.</summary>
    public ActorSystem System { get; }

    /// <summary>Whether no more streams can be started.</summary>
    public bool IsShutdown => _registry.IsClosed;

    /// <summary>A materializer for an actor's streams, which die with the actor; or the system's own.</summary>
    /// <exception cref="ArgumentException">The factory is neither a system nor a context.</exception>
    public static ActorMaterializer Create(IActorRefFactory context) => context switch
    {
        ActorSystem system => system.WithExtension<SystemMaterializer, SystemMaterializerId>().Materializer,
        IActorContext actor => new ActorMaterializer(actor, actor.System),
        null => throw new ArgumentNullException(nameof(context), "IActorRefFactory must be defined"),
        _ => throw new ArgumentException($"ActorRefFactory context must be a ActorSystem or ActorContext, got [{context.GetType()}]"),
    };

    /// <inheritdoc/>
    /// <exception cref="IllegalStateException">The materializer has been shut down.</exception>
    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable)
    {
        var stages = new List<StageLogic>();
        var mat = runnable.Blueprint.Build(stages);
        var interpreter = new Interpreter(stages);
        if (!_registry.TryAdd(interpreter))
        {
            throw new IllegalStateException("Attempted to call Materialize() after the ActorMaterializer has been shut down.");
        }

        _supervisor.Tell(interpreter, ActorRefs.NoSender);
        return mat;
    }

    /// <summary>Ends all streams, abruptly, and lets no more start.</summary>
    public void Shutdown()
    {
        _registry.Close();
        _supervisor.Tell(PoisonPill.Instance, ActorRefs.NoSender);
    }

    /// <inheritdoc cref="Shutdown"/>
    public void Dispose() => Shutdown();
}

/// <summary>Gets materializers.</summary>
public static class ActorMaterializerExtensions
{
    /// <inheritdoc cref="ActorMaterializer.Create"/>
    public static ActorMaterializer Materializer(this IActorRefFactory context) => ActorMaterializer.Create(context);
}
