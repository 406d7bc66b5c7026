using Akka.Actor;
using Akka.Pattern;
using Akka.Streams.Implementation;

namespace Akka.Streams;

public interface IMaterializer
{
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);
}

/// <summary>Runs each stream in an actor of its own, below a supervisor that lives as long as the system or actor it was made for.</summary>
public sealed class ActorMaterializer : IMaterializer, IExtension, IDisposable
{
    private static int _supervisors;
    private readonly ActorCell _supervisor;
    private volatile bool _isShutdown;

    internal ActorMaterializer(ActorCell parent)
    {
        var props = Props.Create<GuardianActor>().WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy);
        _supervisor = parent.AddChild(props, $"StreamSupervisor-{Interlocked.Increment(ref _supervisors) - 1}", isGuardian: true).Started();
    }

    public bool IsShutdown => _isShutdown;

    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable)
    {
        var stages = new List<StageLogic>();
        var mat = runnable.Blueprint(stages);
        try
        {
            if (_isShutdown) throw new InvalidOperationException("Shutdown was called.");
            _supervisor.ActorOf(Props.Create<StreamActor>(new Interpreter(stages)));
        }
        catch (InvalidOperationException e)
        {
            throw new IllegalStateException($"Attempted to call Materialize() after the ActorMaterializer has been shut down. {e.Message}");
        }

        return mat;
    }

    public void Shutdown()
    {
        _isShutdown = true;
        _supervisor.Stop();
    }

    public void Dispose() => Shutdown();
}

public static class ActorMaterializerExtensions
{
    public static ActorMaterializer Materializer(this IActorRefFactory context) => context switch
    {
        ActorSystem system => system.WithExtension<ActorMaterializer, SystemMaterializer>(),
        ActorCell actor => new ActorMaterializer(actor),
        _ => throw new ArgumentException("Neither an actor system nor an actor's context.", nameof(context)),
    };

    /// <summary>The one materializer that belongs to a system.</summary>
    private sealed class SystemMaterializer : ExtensionIdProvider<ActorMaterializer>
    {
        public override ActorMaterializer CreateExtension(ExtendedActorSystem system) => new(system.UserGuardian);
    }
}
