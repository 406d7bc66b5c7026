using System.Linq.Expressions;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>The test actor is not the implicit sender of this kit's tests.</summary>
public interface INoImplicitSender;

/// <summary>
/// A system, an actor that collects what it is sent, and expectations about it. Unless a class is an <see cref="INoImplicitSender"/>
/// the test actor is the sender of whatever a test tells.
/// </summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _lastTestActor;

    private readonly Channel<MessageEnvelope> _queue = Channel.CreateUnbounded<MessageEnvelope>();
    private MessageEnvelope? _last;
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    protected TestKitBase(ActorSystem? system, Config? config, string? actorSystemName, string? testActorName)
    {
        if (system is null)
        {
            var fallback = config is null ? DefaultConfig : config.WithFallback(DefaultConfig);
            system = ActorSystem.Create(actorSystemName ?? "test", fallback);
        }
        else
        {
            system.Settings.InjectTopLevelFallback(DefaultConfig);
        }

        Sys = system;
        TestKitSettings = new TestKitExtension().Apply(system);
        Log = Logging.GetLogger(system, GetType());
        EventFilter = new EventFilterFactory(this, system);
        TestActor = CreateTestActor(testActorName ?? "testActor" + Interlocked.Increment(ref _lastTestActor));
        if (this is TestProbe) return;
        ActorCell.Current = this is INoImplicitSender ? null : (ActorCell)TestActor;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(ActorCell.Current));
    }

    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString("""
        akka {
          loggers = ["Akka.TestKit.TestEventListener, Akka.InProcess.TestKit"]
          test {
            timefactor = 1.0
            filter-leeway = 3s
            single-expect-default = 3s
            default-timeout = 5s
          }
        }
        """);

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka.log-dead-letters-during-shutdown = true
        akka.log-dead-letters = true
        akka.loglevel = DEBUG
        akka.stdout-loglevel = DEBUG
        """);

    public static TimeSpan Now => TimeSpan.FromTicks(DateTime.UtcNow.Ticks);

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    public IActorRef TestActor { get; }

    public ILoggingAdapter Log { get; }

    public EventFilterFactory EventFilter { get; }

    public IActorRef LastSender => _last?.Sender ?? ActorRefs.NoSender;

    public object LastMessage => _last?.Message!;

    public bool HasMessages => _queue.Reader.Count > 0;

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    public TimeSpan Remaining => _end is null
        ? throw new InvalidOperationException("Remaining may not be called outside of \"within\"")
        : RemainingOr(TimeSpan.Zero);

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>(string? name = null) where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string? name = null) where TActor : ActorBase =>
        Sys.ActorOf(Props.Create(factory), name);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public virtual TestProbe CreateTestProbe(string? name = null) => new(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, name);

    public IActorRef CreateTestActor(string name) =>
        ((ExtendedActorSystem)Sys).SystemActorOf(Props.Create(() => new InternalTestActor(_queue.Writer)).Inline(), name);

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(new InternalTestActor.SetIgnore(shouldIgnoreMessage));

    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    public void IgnoreNoMessages() => TestActor.Tell(new InternalTestActor.SetIgnore(null));

    /// <summary>Returns when the watch is set.</summary>
    public IActorRef Watch(IActorRef actorToWatch) => WatchAsync(actorToWatch).GetAwaiter().GetResult();

    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await TestActor.Ask(new InternalTestActor.WatchRequest(actorToWatch), RemainingOrDefault);
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch) => UnwatchAsync(actorToUnwatch).GetAwaiter().GetResult();

    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await TestActor.Ask(new InternalTestActor.UnwatchRequest(actorToUnwatch), RemainingOrDefault);
        return actorToUnwatch;
    }

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero
        ? throw new ArgumentException("Must not be negative", nameof(duration))
        : duration * TestKitSettings.TestTimeFactor;

    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var wait = duration ?? Dilated(TimeSpan.FromSeconds(5));
        if (system.Terminate().Wait(wait)) return;
        var message = $"Failed to stop [{system.Name}] within [{wait}].";
        if (verifySystemShutdown) throw new TimeoutException(message);
        system.Log.Warning(message);
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? Max(end - Now, TimeSpan.Zero) : duration;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
