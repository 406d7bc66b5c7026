namespace Akka.Event;

/// <summary>How much a log message matters.</summary>
public enum LogLevel
{
    /// <summary>For developers.</summary>
    DebugLevel,
    /// <summary>Normal, noteworthy.</summary>
    InfoLevel,
    /// <summary>Not as it should be, but coped with.</summary>
    WarningLevel,
    /// <summary>Something failed.</summary>
    ErrorLevel,
}

/// <summary>A log message on the event stream.</summary>
public abstract class LogEvent
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message) =>
        (Cause, LogSource, LogClass, Message) = (cause!, logSource, logClass, message);

    /// <summary>The exception, if there is one.</summary>
    public Exception Cause { get; }
    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; } = DateTime.UtcNow;
    /// <summary>The thread that logged.</summary>
    public Thread Thread { get; } = Thread.CurrentThread;
    /// <summary>Who logged: of an actor, its path.</summary>
    public string LogSource { get; }
    /// <summary>The class that logged.</summary>
    public Type LogClass { get; }
    /// <summary>What was logged; its text is only made by <see cref="object.ToString"/>.</summary>
    public object Message { get; }
    /// <summary>The level.</summary>
    public abstract LogLevel LogLevel();

    /// <inheritdoc/>
    public override string ToString()
    {
        var level = LogLevel().StringFor();
        var line = $"[{level}][{Timestamp:MM/dd/yyyy HH:mm:ss.fffK}][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}";
        return Cause is null ? line : line + Environment.NewLine + "Cause: " + Cause;
    }
}

/// <summary>At <see cref="LogLevel.DebugLevel"/>.</summary>
public class Debug(Exception? cause, string logSource, Type logClass, object message) : LogEvent(cause, logSource, logClass, message)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

/// <summary>At <see cref="LogLevel.InfoLevel"/>.</summary>
public class Info(Exception? cause, string logSource, Type logClass, object message) : LogEvent(cause, logSource, logClass, message)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

/// <summary>At <see cref="LogLevel.WarningLevel"/>.</summary>
public class Warning(Exception? cause, string logSource, Type logClass, object message) : LogEvent(cause, logSource, logClass, message)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

/// <summary>At <see cref="LogLevel.ErrorLevel"/>.</summary>
public class Error(Exception? cause, string logSource, Type logClass, object message) : LogEvent(cause, logSource, logClass, message)
{
    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
