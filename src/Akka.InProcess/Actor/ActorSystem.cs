using System.Collections.Concurrent;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

public abstract partial class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    public string Name { get; }
    public Settings Settings { get; }
    public EventStream EventStream { get; }
    public IScheduler Scheduler => Wheel;
    public ILoggingAdapter Log { get; }
    public IActorRef DeadLetters { get; }
    public Task WhenTerminated => _terminated.Task;
    public TimeSpan Uptime => Wheel.HighResMonotonicClock;
    public static ActorSystem Create(string name) => Create(name, ConfigurationFactory.Empty);

    public static ActorSystem Create(string name, Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new ExtendedActorSystem(name, config);
    }

    public IActorRef ActorOf(Props props, string? name = null) => UserGuardian.ActorOf(props, name);
    public ActorSelection ActorSelection(string actorPath) => Actor.ActorSelection.Of(this, null, actorPath);
    public ActorSelection ActorSelection(ActorPath actorPath) => ActorSelection(actorPath.ToString());
    public void Stop(IActorRef actor) => ActorRefBase.Unwrap(actor)?.Stop();

    public object RegisterExtension(IExtensionId extension) => _extensions
        .GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension((ExtendedActorSystem)this))).Value;

    public object GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var extension) ? extension : null!;
    public T GetExtension<T>() where T : class, IExtension => TryGetExtension<T>(out var extension) ? extension : null!;
    public bool HasExtension(Type type) => _extensions.ContainsKey(type);
    public bool HasExtension<T>() where T : class, IExtension => HasExtension(typeof(T));

    public bool TryGetExtension(Type extensionType, out object extension)
    {
        var found = _extensions.TryGetValue(extensionType, out var lazy);
        extension = lazy?.Value!;
        return found;
    }

    public bool TryGetExtension<T>(out T extension) where T : class, IExtension
    {
        var found = TryGetExtension(typeof(T), out var untyped);
        extension = (untyped as T)!;
        return found;
    }

    public Task Terminate() => TryGetExtension<CoordinatedShutdown>(out var shutdown) && Settings.RunsCoordinatedShutdown
        ? shutdown.Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
        : FinalTerminate();

    public void RegisterOnTermination(Action code)
    {
        lock (_onTermination)
        {
            if (_callbacksTaken) throw new InvalidOperationException("ActorSystem already terminated.");
            _onTermination.Push(code);
        }
    }

    public void Dispose()
    {
        Terminate().Wait();
        GC.SuppressFinalize(this);
    }

    public override string ToString() => RootPath.Name;
}

public sealed class ExtendedActorSystem : ActorSystem
{
    internal ExtendedActorSystem(string name, Config config) : base(name, config) { }
    public IActorRef SystemActorOf(Props props, string? name = null) => SystemGuardian.ActorOf(props, name);
}
