using System.Diagnostics.CodeAnalysis;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Makes the <see cref="CoordinatedShutdown"/> of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <inheritdoc/>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => new(system);
}

/// <summary>
/// Shutdown in phases: all tasks of a phase run at once, the next phase begins when they have ended or the phase's time is up.
/// The phases are Akka.NET's and always run in their order.
/// </summary>
public sealed class CoordinatedShutdown : IExtension
{
    /// <summary>First phase.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    /// <summary>Stop accepting.</summary>
    public const string PhaseServiceUnbind = "service-unbind";
    /// <summary>Wait for what is under way.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";
    /// <summary>Close what is left.</summary>
    public const string PhaseServiceStop = "service-stop";
    /// <summary>Before leaving the cluster.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    /// <summary>Of Akka.Cluster.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    /// <summary>Of Akka.Cluster.</summary>
    public const string PhaseClusterLeave = "cluster-leave";
    /// <summary>Of Akka.Cluster.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";
    /// <summary>Of Akka.Cluster.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    /// <summary>Of Akka.Cluster.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";
    /// <summary>The actors are still there.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    /// <summary>Last phase: the system terminates.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private static readonly string[] Phases =
    [
        PhaseBeforeServiceUnbind, PhaseServiceUnbind, PhaseServiceRequestsDone, PhaseServiceStop, PhaseBeforeClusterShutdown,
        PhaseClusterShardingShutdownRegion, PhaseClusterLeave, PhaseClusterExiting, PhaseClusterExitingDone, PhaseClusterShutdown,
        PhaseBeforeActorSystemTerminate, PhaseActorSystemTerminate,
    ];

    private readonly Dictionary<string, List<(string Name, Func<Task<Done>> Run)>> _tasks = [];
    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private Task<Done>? _run;

    internal CoordinatedShutdown(ExtendedActorSystem system)
    {
        _system = system;
        _config = system.Settings.Config.GetConfig("akka.coordinated-shutdown")!;
        if (!_config.GetBoolean("terminate-actor-system")) return;
        AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            await system.FinalTerminate().ConfigureAwait(false);
            return Done.Instance;
        });
    }

    /// <summary>Why the shutdown runs; null before.</summary>
    public Reason ShutdownReason { get; private set; } = null!;
    /// <summary>The shutdown of a system.</summary>
    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    /// <summary>Adds a task to a phase; too late once the phase has begun.</summary>
    /// <exception cref="ConfigurationException">There is no such phase.</exception>
    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!Phases.Contains(phase)) throw new ConfigurationException($"Unknown phase [{phase}], known phases [{string.Join(',', Phases)}].");
        lock (_tasks)
        {
            if (!_tasks.TryGetValue(phase, out var tasks)) _tasks[phase] = tasks = [];
            tasks.Add((taskName, task));
        }
    }

    /// <summary>Runs all phases from <paramref name="fromPhase"/> on, once; later calls return the same task.</summary>
    public Task<Done> Run(Reason reason, string? fromPhase = null)
    {
        lock (_tasks)
        {
            if (_run is not null) return _run;
            ShutdownReason = reason;
            return _run = Task.Run(() => RunPhases(fromPhase));
        }
    }

    private async Task<Done> RunPhases(string? fromPhase)
    {
        foreach (var phase in Phases.SkipWhile(phase => fromPhase is not null && phase != fromPhase))
        {
            (string Name, Func<Task<Done>> Run)[] tasks;
            lock (_tasks) tasks = [.. _tasks.GetValueOrDefault(phase, [])];
            if (tasks.Length == 0) continue;
            var timeout = _config.GetTimeSpan($"phases.{phase}.timeout", _config.GetTimeSpan("default-phase-timeout"));
            try
            {
                await Task.WhenAll(tasks.Select(task => Guarded(phase, task.Name, task.Run))).WaitAsync(timeout).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                _system.Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, timeout);
            }
        }

        return Done.Instance;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Shutdown goes on when a task fails; the failure is logged.")]
    private async Task Guarded(string phase, string name, Func<Task<Done>> run)
    {
        try
        {
            await run().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _system.Log.Error(e, "Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }

    /// <summary>Why a shutdown runs.</summary>
    public class Reason
    {
        /// <summary>For derived reasons.</summary>
        protected Reason() { }
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The one instance.</summary>
        public static readonly Reason Instance = new UnknownReason();
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The one instance.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();
    }

    /// <summary>The process exits.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The one instance.</summary>
        public static readonly Reason Instance = new ClrExitReason();
    }
}
