namespace Akka.Event;

public interface ILoggingAdapter
{
    bool IsDebugEnabled { get; }
    bool IsEnabled(LogLevel logLevel);
    void Log(LogLevel logLevel, Exception? cause, string format);
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
}

public sealed class LogMessage(string format, object?[] args)
{
    public string Format { get; } = format;
    public IEnumerable<object?> Parameters() => args;
    public override string ToString() => string.Format(System.Globalization.CultureInfo.CurrentCulture, Format, args);
}

public static class LoggingExtensions
{
    public static void Debug(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.DebugLevel, null, format, args);

    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.DebugLevel, cause, format, args);

    public static void Info(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.InfoLevel, null, format, args);

    public static void Info(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.InfoLevel, cause, format, args);

    public static void Warning(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.WarningLevel, null, format, args);

    public static void Warning(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.WarningLevel, cause, format, args);

    public static void Error(this ILoggingAdapter log, string format, params ReadOnlySpan<object?> args) => log.Write(LogLevel.ErrorLevel, null, format, args);

    public static void Error(this ILoggingAdapter log, Exception? cause, string format, params ReadOnlySpan<object?> args) =>
        log.Write(LogLevel.ErrorLevel, cause, format, args);

    private static void Write(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, ReadOnlySpan<object?> args)
    {
        if (!log.IsEnabled(level)) return;
        if (args.IsEmpty) log.Log(level, cause, format);
        else log.Log(level, cause, new LogMessage(format, args.ToArray()));
    }
}
