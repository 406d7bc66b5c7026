using Akka.Configuration;

namespace Akka.Actor;

/// <summary>The engine's defaults: those of Akka.NET's reference configuration that mean something here.</summary>
internal static class ReferenceConfig
{
    internal static Config Default { get; } = ConfigurationFactory.ParseString("""
        akka {
          loggers = ["Akka.Event.DefaultLogger"]
          loglevel = INFO
          stdout-loglevel = WARNING
          log-dead-letters = 10
          log-dead-letters-during-shutdown = off
          log-dead-letters-suspend-duration = 5 minutes
          actor.ask-timeout = infinite
        }
        """);
}
