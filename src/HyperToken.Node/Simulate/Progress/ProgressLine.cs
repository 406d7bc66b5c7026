using HyperToken.Simulation;

namespace HyperToken.Node.Simulate.Progress;

/// <summary>One line of a terminal that is written over.</summary>
internal sealed class ProgressLine(TextWriter terminal, Func<int> width) : IRunProgress
{
    private const string EraseToEndOfLine = "\u001b[K";
    private readonly ProgressText _text = new();

    public void Report(SimulationBatchProgress value)
    {
        // A line that is wrapped cannot be written over.
        var line = _text.Of(value);
        var room = Math.Max(1, width() - 1);
        terminal.Write($"\r{(line.Length <= room ? line : line[..room])}{EraseToEndOfLine}");
        terminal.Flush();
    }

    public void End() => terminal.Write($"\r{EraseToEndOfLine}");
}
