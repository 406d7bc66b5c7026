using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>One line of a terminal that is written over.</summary>
internal sealed class ProgressLine(TextWriter terminal, Func<int> width) : IRunProgress
{
    private const string EraseToEndOfLine = "\u001b[K";
    private readonly ProgressText _text = new();

    public void Report(SimulationBatchProgress value) => Show(_text.Of(value));

    public void Report(SearchProgress value) => Show(value.ToString());

    public void End() => terminal.Write($"\r{EraseToEndOfLine}");

    private void Show(string line)
    {
        // A line that is wrapped cannot be written over.
        var room = Math.Max(1, width() - 1);
        terminal.Write($"\r{(line.Length <= room ? line : line[..room])}{EraseToEndOfLine}");
        terminal.Flush();
    }
}
