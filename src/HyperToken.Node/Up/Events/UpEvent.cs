using System.Text.Json.Serialization;

namespace HyperToken.Node.Up.Events;

/// <summary>Something <c>up</c> reports: one JSON object, or one or more lines of text.</summary>
internal abstract record UpEvent([property: JsonPropertyOrder(-1)] string Event)
{
    /// <summary>How it reads as text.</summary>
    public abstract IEnumerable<string> ToLines();
}
