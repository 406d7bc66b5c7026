using Akka.Event;

namespace Akka.TestKit;

/// <summary>The logger of tests: what a filter takes is counted there, everything else goes to standard output.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var type in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter) }) initialize.LoggingBus.Subscribe(Self, type);
                return base.Receive(message);
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters) _filters.Remove(filter);
                return true;
            case DeadLetter letter:
                Take(new Warning(null, letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
                return true;
            case LogEvent logEvent:
                if (!Take(logEvent)) Print(logEvent);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private bool Take(LogEvent logEvent)
    {
        var taken = false;
        foreach (var filter in _filters) taken = taken || filter.Apply(logEvent);
        return taken;
    }

    internal sealed record Mute(IReadOnlyList<EventFilter> Filters);

    internal sealed record Unmute(IReadOnlyList<EventFilter> Filters);
}

/// <summary>Picks log events and counts those it has picked.</summary>
internal sealed class EventFilter(string name, Predicate<LogEvent> matches)
{
    internal event Action? Matched;

    internal bool Apply(LogEvent logEvent)
    {
        if (!matches(logEvent)) return false;
        Matched?.Invoke();
        return true;
    }

    public override string ToString() => name;
}
