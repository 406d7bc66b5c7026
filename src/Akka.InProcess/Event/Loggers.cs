using Akka.Actor;

namespace Akka.Event;

/// <summary>The first message to an actor named in <c>akka.loggers</c>; it answers with <see cref="LoggerInitialized"/>.</summary>
public sealed class InitializeLogger(EventStream loggingBus)
{
    /// <summary>The stream the logger may subscribe to for more than log events.</summary>
    public EventStream LoggingBus { get; } = loggingBus;
}

/// <summary>The answer of a logger that is ready.</summary>
public sealed class LoggerInitialized;

/// <summary>Writes log events to standard output.</summary>
public class DefaultLogger : ActorBase
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes one log event.</summary>
    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.Instance.Tell(logEvent, Self);
}

/// <summary>Writes log events to standard output, on the thread that logs.</summary>
internal sealed class StandardOutLogger : ActorRefBase
{
    private StandardOutLogger() { }
    internal static StandardOutLogger Instance { get; } = new();
    public override ActorPath Path { get; } = ActorPath.Root("all-systems") / "StandardOutLogger";
    internal override ActorSystem? Owner => null;

    public override void Tell(object message, IActorRef? sender)
    {
        string line;
        try
        {
            line = message.ToString()!;
        }
        catch (FormatException e)
        {
            var logEvent = (LogEvent)message;
            line = $"[ERROR][{logEvent.LogSource}] The template [{(logEvent.Message as LogMessage)?.Format}] does not fit its arguments: {e.Message}";
        }

        Console.WriteLine(line);
    }
}
