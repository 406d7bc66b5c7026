using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Output;

/// <summary>Sentences for people.</summary>
internal sealed class TextOutput(TextWriter output, TextWriter error) : LineOutput(output, error)
{
    protected override IEnumerable<string> LinesOf(UpEvent happened) => happened.ToLines().Select(Printable.Of);
}
