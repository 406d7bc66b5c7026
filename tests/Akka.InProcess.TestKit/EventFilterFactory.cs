using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Filters of log events, by exception, level and text, and of dead letters.</summary>
public sealed class EventFilterFactory
{
    private readonly TestKitBase _kit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilter> _filters;

    public EventFilterFactory(TestKitBase testkit, ActorSystem system) : this(testkit, system, []) { }

    internal EventFilterFactory(TestKitBase kit, ActorSystem system, IReadOnlyList<EventFilter> filters) => (_kit, _system, _filters) = (kit, system, filters);

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null) where TException : Exception =>
        Exception(typeof(TException), text => pattern.IsMatch(text), source);

    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), Text(message, start, contains), source);

    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Exception(exceptionType, Text(message, start, contains), source);

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string? source = null) => ForLogLevel(LogLevel.ErrorLevel, text => pattern.IsMatch(text), source);

    public IEventFilterApplier Warning(Regex pattern, string? source = null) => ForLogLevel(LogLevel.WarningLevel, text => pattern.IsMatch(text), source);

    public IEventFilterApplier Info(Regex pattern, string? source = null) => ForLogLevel(LogLevel.InfoLevel, text => pattern.IsMatch(text), source);

    public IEventFilterApplier Debug(Regex pattern, string? source = null) => ForLogLevel(LogLevel.DebugLevel, text => pattern.IsMatch(text), source);

    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(logLevel, Text(message, start, contains), source);

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Applier("Custom", predicate);

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent =>
        Applier("Custom", logEvent => logEvent is TLogEvent typed && predicate(typed));

    public IEventFilterApplier DeadLetter() => DeadLetter(static _ => true, null);

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(static message => message is TMessage, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(message => message is TMessage typed && isMatch(typed), source);

    public IEventFilterApplier DeadLetter(Type type, string? source = null) => DeadLetter(type.IsInstanceOfType, source);

    private static Predicate<string> Text(string? message, string? start, string? contains) =>
        message is not null ? text => text == message
        : start is not null ? text => text.StartsWith(start, StringComparison.Ordinal)
        : contains is not null ? text => text.Contains(contains, StringComparison.Ordinal)
        : static _ => true;

    private static bool IsFrom(LogEvent logEvent, string? source) =>
        source is null || source.Equals(logEvent.LogSource, StringComparison.OrdinalIgnoreCase)
        || (logEvent.LogSource.StartsWith("akka://", StringComparison.Ordinal)
            && logEvent.LogSource[7..].IndexOf('/') is var path and >= 0
            && source.Equals(logEvent.LogSource[(7 + path)..], StringComparison.OrdinalIgnoreCase));

    private IEventFilterApplier Exception(Type exceptionType, Predicate<string> text, string? source) => Applier(
        $"Error with Cause <{exceptionType}>",
        logEvent => logEvent is Error { Cause: { } cause } && exceptionType.IsInstanceOfType(cause) && IsFrom(logEvent, source)
            && (text(logEvent.Message?.ToString() ?? "null") || text(cause.Message)));

    private IEventFilterApplier ForLogLevel(LogLevel level, Predicate<string> text, string? source) => Applier(
        level.ToString(),
        logEvent => logEvent.LogLevel() == level && IsFrom(logEvent, source)
            && (text(logEvent.Message?.ToString() ?? "null") || (logEvent is Error { Cause: { } cause } && text(cause.Message))));

    private IEventFilterApplier DeadLetter(Predicate<object> isMatch, string? source) => Applier(
        "DeadLetter", logEvent => logEvent is Warning { Message: DeadLetter letter } && isMatch(letter.Message) && IsFrom(logEvent, source));

    private EventFilterApplier Applier(string name, Predicate<LogEvent> matches) => new(_kit, _system, [.. _filters, new EventFilter(name, matches)]);
}
