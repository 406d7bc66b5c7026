namespace Akka.Event;

/// <summary>Takes log messages. The shorthands of <see cref="LoggingExtensions"/> ask first whether the level is enabled.</summary>
public interface ILoggingAdapter
{
    /// <summary>Whether debug messages are wanted.</summary>
    bool IsDebugEnabled { get; }
    /// <summary>Whether information is wanted.</summary>
    bool IsInfoEnabled { get; }
    /// <summary>Whether warnings are wanted.</summary>
    bool IsWarningEnabled { get; }
    /// <summary>Whether errors are wanted.</summary>
    bool IsErrorEnabled { get; }
    /// <summary>Whether messages of that level are wanted.</summary>
    bool IsEnabled(LogLevel logLevel);
    /// <summary>Logs a text, whatever the level.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);
    /// <summary>Logs a template with its arguments, whatever the level.</summary>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
}

/// <summary>A template such as <c>"{0} of {1}"</c> with its arguments; the text is only made when somebody reads it.</summary>
public sealed class LogMessage(string format, object?[] args)
{
    /// <summary>The template.</summary>
    public string Format { get; } = format;
    /// <summary>The arguments.</summary>
    public IEnumerable<object?> Parameters() => args;
    /// <inheritdoc/>
    public override string ToString() => string.Format(System.Globalization.CultureInfo.CurrentCulture, Format, args);
}

/// <summary>Logging by level: a text, or a template such as <c>"{0} of {1}"</c> with up to six arguments.</summary>
public static class LoggingExtensions
{
    /// <summary>Logs at <see cref="LogLevel.DebugLevel"/>.</summary>
    public static void Debug(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.DebugLevel, null, format, args);

    /// <summary>Logs at <see cref="LogLevel.DebugLevel"/> with an exception.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.DebugLevel, cause, format, args);

    /// <summary>Logs at <see cref="LogLevel.InfoLevel"/>.</summary>
    public static void Info(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.InfoLevel, null, format, args);

    /// <summary>Logs at <see cref="LogLevel.InfoLevel"/> with an exception.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.InfoLevel, cause, format, args);

    /// <summary>Logs at <see cref="LogLevel.WarningLevel"/>.</summary>
    public static void Warning(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.WarningLevel, null, format, args);

    /// <summary>Logs at <see cref="LogLevel.WarningLevel"/> with an exception.</summary>
    public static void Warning(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.WarningLevel, cause, format, args);

    /// <summary>Logs at <see cref="LogLevel.ErrorLevel"/>.</summary>
    public static void Error(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.ErrorLevel, null, format, args);

    /// <summary>Logs at <see cref="LogLevel.ErrorLevel"/> with an exception.</summary>
    public static void Error(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.ErrorLevel, cause, format, args);

    private static void Write(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, ReadOnlySpan<object?> args)
    {
        if (!log.IsEnabled(level)) return;
        if (args.IsEmpty) log.Log(level, cause, format);
        else log.Log(level, cause, new LogMessage(format, args.ToArray()));
    }
}
