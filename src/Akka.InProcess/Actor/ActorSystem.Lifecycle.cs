using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

public abstract partial class ActorSystem
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IActorRef? _deadLetterListener;
    private readonly HashSet<ActorRefBase> _stoppingLoggers = [];
    private long _lastTemp;

    private protected ActorSystem(string name, Config config)
    {
        if (!ValidName().IsMatch(name))
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        Name = name;
        RootPath = ActorPath.Root(name);
        Settings = new Settings(config);
        // As in Akka.NET, the system's own adapter is made before the level is known and publishes everything.
        EventStream = new EventStream();
        Log = new BusLogging(EventStream, $"ActorSystem({name})", GetType());
        EventStream.SetLogLevel(Logging.LogLevelFor(Settings.LogLevel));
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters");
        Wheel = new WheelScheduler(e => Log.Error(e, "A scheduled action failed: {0}", e.Message));
        Root = new RootGuardian(this, RootPath);
        var guardian = Props.Create<GuardianActor>();
        UserGuardian = new ActorCell(this, guardian, Root, RootPath / "user").WithChildren().Started();
        SystemGuardian = new ActorCell(this, guardian, Root, RootPath / "system").WithChildren().Started();
        EventStream.StartLoggers(this);
        if (Settings.LogDeadLetters <= 0) return;
        _deadLetterListener = SystemGuardian.ActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
        DeadLetterListener.Listen(EventStream, _deadLetterListener);
    }

    internal WheelScheduler Wheel { get; }
    internal RootGuardian Root { get; }
    internal ActorPath RootPath { get; }
    internal ActorCell UserGuardian { get; }
    internal ActorCell SystemGuardian { get; }
    internal ActorCell? FindGuardian(string name) => name switch { "user" => UserGuardian, "system" => SystemGuardian, _ => null };
    internal ActorPath NewTempPath() => RootPath / "temp" / ("$" + Interlocked.Increment(ref _lastTemp));

    public Task Terminate()
    {
        if (_deadLetterListener is not null && !Settings.LogDeadLettersDuringShutdown) Stop(_deadLetterListener);
        UserGuardian.Stop();
        return WhenTerminated;
    }

    /// <summary>A guardian, or a logger during shutdown, is gone.</summary>
    internal void OnStopped(ActorRefBase actor)
    {
        if (ReferenceEquals(actor, SystemGuardian))
        {
            Finish();
            return;
        }

        lock (_stoppingLoggers)
        {
            if (ReferenceEquals(actor, UserGuardian))
            {
                // By way of their mailboxes, so that what was logged before is still written.
                foreach (var logger in EventStream.DetachLoggers(Settings)) _stoppingLoggers.Add(logger);
                foreach (var logger in _stoppingLoggers)
                {
                    logger.SendSystemMessage(new Watch(logger, Root));
                    logger.Tell(PoisonPill.Instance, ActorRefs.NoSender);
                }
            }

            _stoppingLoggers.Remove(actor);
            if (_stoppingLoggers.Count == 0) SystemGuardian.Stop();
        }
    }

    private void Finish()
    {
        Wheel.Dispose();
        _terminated.TrySetResult();
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$")]
    private static partial Regex ValidName();
}
