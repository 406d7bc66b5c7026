using Akka.Configuration;

namespace Akka.Actor;

/// <summary>A system's configuration, and what the engine itself reads from it.</summary>
public class Settings
{
    private readonly Config _userConfig;
    private Config _fallback = ReferenceConfig.Default;

    internal Settings(Config userConfig)
    {
        _userConfig = userConfig;
        Config = userConfig.WithFallback(_fallback);
        LogLevel = Config.GetString("akka.loglevel")!;
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel")!;
        LogDeadLetters = Config.GetString("akka.log-dead-letters") switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout");
        RunsCoordinatedShutdown = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate");
        StopsFailedTopLevelActors = Config.GetString("akka.actor.guardian-supervisor-strategy") == "Akka.Actor.StoppingSupervisorStrategy";
    }

    /// <summary>The whole configuration.</summary>
    public Config Config { get; private set; }
    /// <summary>OFF, ERROR, WARNING, INFO or DEBUG.</summary>
    public string LogLevel { get; }
    /// <summary>The same for messages before and after the loggers' time.</summary>
    public string StdoutLogLevel { get; }
    /// <summary>How many dead letters are logged; <see cref="int.MaxValue"/>: all.</summary>
    public int LogDeadLetters { get; }
    /// <summary>Whether they are logged during shutdown too.</summary>
    public bool LogDeadLettersDuringShutdown { get; }
    /// <summary>How long their logging rests once the limit was reached; infinite: for good.</summary>
    public TimeSpan LogDeadLettersSuspendDuration { get; }
    /// <summary>The timeout of an Ask without one.</summary>
    public TimeSpan AskTimeout { get; }
    internal bool RunsCoordinatedShutdown { get; }
    internal bool StopsFailedTopLevelActors { get; }

    /// <summary>Adds defaults: below the user's configuration, above those added before and the engine's own.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        _fallback = config.WithFallback(_fallback);
        Config = _userConfig.WithFallback(_fallback);
    }
}
