using Akka.Event;

namespace HyperToken.Node.Up;

/// <summary>Writes the actor system's log to standard error. Public because the actor system makes it by its name.</summary>
public sealed class StandardErrorLogger : DefaultLogger
{
    /// <inheritdoc />
    protected override void Print(LogEvent logEvent) => Console.Error.WriteLine(logEvent);
}
