using Akka.Actor;

namespace Akka.Event;

public sealed class InitializeLogger(EventStream loggingBus)
{
    public EventStream LoggingBus { get; } = loggingBus;
}

public sealed class LoggerInitialized;

public class DefaultLogger : ActorBase
{
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
