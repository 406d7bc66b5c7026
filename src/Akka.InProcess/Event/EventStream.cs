using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Event;

public sealed class EventStream
{
    private static readonly TimeSpan StartupTimeout = TimeSpan.FromSeconds(5);
    private readonly Lock _changing = new();
    private readonly List<(ActorRefBase Subscriber, Type Channel)> _subscriptions = [];
    private readonly List<ActorRefBase> _loggers = [];
    private ConcurrentDictionary<Type, ActorRefBase[]> _subscribersOf = new();
    private Onlooker? _onlooker;

    public LogLevel LogLevel { get; private set; }

    public bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var actor = ActorRefBase.Unwrap(subscriber) ?? throw new ArgumentNullException(nameof(subscriber), "The subscriber cannot be a null actor.");
        lock (_changing)
        {
            if (_subscriptions.Contains((actor, channel))) return false;
            _subscriptions.Add((actor, channel));
            _subscribersOf = new();
        }

        if (actor.Owner is { } system) actor.SendSystemMessage(new Watch(actor, _onlooker ??= new Onlooker(system, gone => Remove(gone, null))));
        return true;
    }

    public bool Unsubscribe(IActorRef subscriber, Type channel) => Remove(subscriber, channel);
    public bool Unsubscribe(IActorRef subscriber) => Remove(subscriber, null);

    public void Publish(object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        var known = Volatile.Read(ref _subscribersOf);
        if (!known.TryGetValue(@event.GetType(), out var subscribers)) subscribers = Learn(@event.GetType());
        foreach (var subscriber in subscribers) subscriber.Tell(@event, ActorCell.Current?.Self);
    }

    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        foreach (var logger in _loggers)
        {
            Unsubscribe(logger);
            SubscribeLogger(logger, logLevel);
        }
    }

    internal void StartLoggers(ActorSystem system)
    {
        foreach (var name in system.Settings.Config.GetStringList("akka.loggers"))
        {
            var type = Type.GetType(name) ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            var logger = ActorRefBase.Unwrap(system.SystemGuardian.ActorOf(Props.Create(type), $"log{_loggers.Count + 1}-{type.Name}"))!;
            _loggers.Add(logger);
            SubscribeLogger(logger, LogLevel);
        }

        // As in Akka.NET, the system is there when its loggers are: what they subscribe to themselves counts from the start.
        var ready = Task.WhenAll(_loggers.Select(logger => logger.Ask<LoggerInitialized>(new InitializeLogger(this), StartupTimeout)));
        if (!ready.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(StartupTimeout) || ready.IsFaulted)
            Publish(new Warning(null, nameof(EventStream), typeof(EventStream), $"A logger did not respond within {StartupTimeout} to InitializeLogger."));
    }

    /// <summary>Puts standard output in the place of the loggers.</summary>
    internal IReadOnlyList<ActorRefBase> DetachLoggers(Settings settings)
    {
        SubscribeLogger(StandardOutLogger.Instance, Logging.LogLevelFor(settings.StdoutLogLevel));
        foreach (var logger in _loggers) Unsubscribe(logger);
        return _loggers;
    }

    private void SubscribeLogger(ActorRefBase logger, LogLevel logLevel)
    {
        for (var level = logLevel; level <= LogLevel.ErrorLevel; level++) Subscribe(logger, level.ClassFor());
    }

    private bool Remove(IActorRef subscriber, Type? channel)
    {
        var actor = ActorRefBase.Unwrap(subscriber) ?? throw new ArgumentNullException(nameof(subscriber), "The subscriber cannot be a null actor.");
        lock (_changing)
        {
            var removed = _subscriptions.RemoveAll(s => ReferenceEquals(s.Subscriber, actor) && (channel is null || s.Channel == channel)) > 0;
            if (removed) _subscribersOf = new();
            return removed;
        }
    }

    private ActorRefBase[] Learn(Type type)
    {
        lock (_changing)
        {
            return _subscribersOf[type] = [.. _subscriptions.Where(s => s.Channel.IsAssignableFrom(type)).Select(s => s.Subscriber).Distinct()];
        }
    }
}
