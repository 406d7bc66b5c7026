using Spectre.Console;
using Spectre.Console.Rendering;

namespace HyperToken.Node.Up.Output;

/// <summary>Lines that take the place of the live view, which is drawn anew below them.</summary>
internal sealed class ScrolledLines(IReadOnlyList<string> lines) : IRenderable
{
    // The view is longer than a line that is written over it: without this its right end would stay.
    private const string EraseToEndOfScreen = "\u001b[J";

    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        yield return Segment.Control(EraseToEndOfScreen);
        foreach (var line in lines)
        {
            foreach (var segment in ((IRenderable)new Text(line)).Render(options, maxWidth))
                yield return segment;

            yield return Segment.LineBreak;
        }
    }
}
