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
    public static ActorSystem Create(string name) => Create(name, ConfigurationFactory.Empty);

    public static ActorSystem Create(string name, Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new ExtendedActorSystem(name, config);
    }

    public IActorRef ActorOf(Props props, string? name = null) => UserGuardian.ActorOf(props, name);
    public ActorSelection ActorSelection(string actorPath) => new(this, actorPath);
    public ActorSelection ActorSelection(ActorPath actorPath) => ActorSelection(actorPath.ToString());
    public void Stop(IActorRef actor) => ActorRefBase.Unwrap(actor)?.Stop();

    public object RegisterExtension(IExtensionId extension) => _extensions
        .GetOrAdd(extension.ExtensionType, _ => new Lazy<object>(() => extension.CreateExtension((ExtendedActorSystem)this))).Value;

    public T? GetExtension<T>() where T : class, IExtension => _extensions.GetValueOrDefault(typeof(T))?.Value as T;
    public bool HasExtension<T>() where T : class, IExtension => _extensions.ContainsKey(typeof(T));

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
