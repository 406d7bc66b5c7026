using System.Text;

namespace HyperToken.Simulation.Reports;

/// <summary>A table for people: columns as wide as their widest cell, two spaces apart, numbers to the right.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Columns whose cells begin at the left.</summary>
    public required IReadOnlySet<int> LeftAligned { get; init; }

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        AppendLine(text, headings, widths);
        AppendLine(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (var row in _rows)
            AppendLine(text, row, widths);

        return text.ToString();
    }

    private void AppendLine(StringBuilder text, string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, i) => LeftAligned.Contains(i) ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
    }
}
