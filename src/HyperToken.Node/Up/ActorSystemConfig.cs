using Akka.Configuration;

namespace HyperToken.Node.Up;

/// <summary>How the actor system is set up for a process whose standard output belongs to the answers.</summary>
internal static class ActorSystemConfig
{
    /// <summary>A configuration file cannot change these: nothing but answers may reach standard output.</summary>
    public static Config Forced { get; } = ConfigurationFactory.ParseString($$"""
        akka {
          stdout-loglevel = OFF
          loggers = ["{{typeof(StandardErrorLogger).AssemblyQualifiedName}}"]
        }
        """);

    /// <summary>
    /// A configuration file may change these. The executor serves actors in the order they have work; the thread pool would serve
    /// those woken last first, and a broadcast's first copy would take the longest way: its hops are then spent too early.
    /// A network that lives for minutes needs roles and strategies within seconds.
    /// </summary>
    public static Config Defaults { get; } = ConfigurationFactory.ParseString("""
        akka {
          loglevel = WARNING
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          actor.default-dispatcher.executor = channel-executor
        }
        hypertoken.supernode.preset = quick
        hypertoken.auto.dwell = 5 s
        """);
}
