namespace HyperToken.Node.Up.Events;

/// <summary>Something that was asked for could not be done, and the run goes on.</summary>
internal sealed record ErrorEvent(string Message) : UpEvent("error")
{
    public override IEnumerable<string> ToLines() => [$"error: {Message}"];
}
