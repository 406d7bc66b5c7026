using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A tree of actors with its scheduler, event stream and extensions. Heavy: usually one per process.</summary>
public abstract partial class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    /// <summary>The name, part of every path.</summary>
    public string Name { get; }
    /// <summary>The configuration: the caller's, then the extensions', then the engine's defaults.</summary>
    public Settings Settings { get; }
    /// <summary>Where events and log messages are published.</summary>
    public EventStream EventStream { get; }
    /// <summary>Later and repeated messages.</summary>
    public IScheduler Scheduler => Wheel;
    /// <summary>A logger for code outside of actors.</summary>
    public ILoggingAdapter Log { get; }
    /// <summary>Takes what cannot be delivered and publishes it as <see cref="DeadLetter"/>.</summary>
    public IActorRef DeadLetters { get; }
    /// <summary>Completes when every actor has stopped and every termination callback has run.</summary>
    public Task WhenTerminated => _terminated.Task;
    /// <summary>Time since the creation.</summary>
    public TimeSpan Uptime => Wheel.HighResMonotonicClock;
    /// <summary>Creates a system with the default configuration.</summary>
    public static ActorSystem Create(string name) => Create(name, ConfigurationFactory.Empty);

    /// <summary>Creates a system.</summary>
    /// <exception cref="ArgumentException">The name has other characters than letters, digits and dashes, or starts with a dash.</exception>
    public static ActorSystem Create(string name, Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new ExtendedActorSystem(name, config);
    }

    /// <summary>Creates a top-level actor, below /user.</summary>
    public IActorRef ActorOf(Props props, string? name = null) => UserGuardian.ActorOf(props, name);
    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => Actor.ActorSelection.Of(this, null, actorPath);
    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => ActorSelection(actorPath.ToString());
    /// <inheritdoc cref="IActorContext.Stop"/>
    public void Stop(IActorRef actor) => ActorRefBase.Unwrap(actor)?.Stop();

    /// <summary>Makes the extension unless there is one already, and returns it. Its maker runs once, whoever calls when.</summary>
    public object RegisterExtension(IExtensionId extension) => _extensions
        .GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension((ExtendedActorSystem)this))).Value;

    /// <summary>The extension, or null.</summary>
    public object GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : null!;
    /// <summary>The extension, or null.</summary>
    public T GetExtension<T>() where T : class, IExtension => TryGetExtension<T>(out var extension) ? extension : null!;
    /// <summary>Whether there is such an extension.</summary>
    public bool HasExtension(Type type) => _extensions.ContainsKey(type);
    /// <summary>Whether there is such an extension.</summary>
    public bool HasExtension<T>() where T : class, IExtension => HasExtension(typeof(T));

    /// <summary>The extension, if there is one.</summary>
    public bool TryGetExtension(Type extensionType, out object extension)
    {
        var found = _extensions.TryGetValue(extensionType, out var lazy);
        extension = lazy?.Value!;
        return found;
    }

    /// <summary>The extension, if there is one.</summary>
    public bool TryGetExtension<T>(out T extension) where T : class, IExtension
    {
        var found = TryGetExtension(typeof(T), out var untyped);
        extension = (untyped as T)!;
        return found;
    }

    /// <summary>Runs the tasks of <see cref="CoordinatedShutdown"/>, if there are any, and stops everything.</summary>
    public Task Terminate() => TryGetExtension<CoordinatedShutdown>(out var shutdown) && Settings.RunsCoordinatedShutdown
        ? shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
        : FinalTerminate();

    /// <summary>Have <paramref name="code"/> run after all actors have stopped; the last registered goes first.</summary>
    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public void RegisterOnTermination(Action code)
    {
        lock (_onTermination)
        {
            if (_callbacksTaken) throw new InvalidOperationException("ActorSystem already terminated.");
            _onTermination.Push(code);
        }
    }

    /// <summary>Terminates and waits for it.</summary>
    public void Dispose()
    {
        Terminate().Wait();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => RootPath.Name;
}

/// <summary>The system as extensions see it.</summary>
public sealed class ExtendedActorSystem : ActorSystem
{
    internal ExtendedActorSystem(string name, Config config) : base(name, config) { }
    /// <summary>Creates an actor of the engine or of an extension, below /system: it stops after all of /user.</summary>
    public IActorRef SystemActorOf(Props props, string? name = null) => SystemGuardian.ActorOf(props, name);
}
