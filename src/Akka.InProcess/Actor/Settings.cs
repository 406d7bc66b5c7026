using Akka.Configuration;

namespace Akka.Actor;

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

    public Config Config { get; private set; }
    public string LogLevel { get; }
    public string StdoutLogLevel { get; }
    public int LogDeadLetters { get; }
    public bool LogDeadLettersDuringShutdown { get; }
    public TimeSpan LogDeadLettersSuspendDuration { get; }
    public TimeSpan AskTimeout { get; }
    internal bool RunsCoordinatedShutdown { get; }
    internal bool StopsFailedTopLevelActors { get; }

    public void InjectTopLevelFallback(Config config)
    {
        _fallback = config.WithFallback(_fallback);
        Config = _userConfig.WithFallback(_fallback);
    }
}
