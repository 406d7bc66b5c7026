using System.Text.Json;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Inspect;

/// <summary>Objects of an answer below each other: a column for each of their fields, as wide as its widest cell, numbers to the right.</summary>
internal static class AnswerTable
{
    /// <summary>The lines: names, dashes, objects.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<JsonElement> items)
    {
        string[] names = [.. items.SelectMany(item => item.EnumerateObject()).Select(field => field.Name).Distinct()];
        string[][] cells = [[.. names.Select(Printable.Of)], .. items.Select(item => names.Select(name => item.TryGetProperty(name, out var value) ? AnswerText.InCell(value) : "").ToArray())];
        bool[] areNumbers = [.. names.Select(name => items.All(item => !item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Number))];
        int[] widths = [.. names.Select((_, column) => cells.Max(row => row[column].Length))];

        yield return Line(cells[0]);
        yield return Line([.. widths.Select(width => new string('-', width))]);
        foreach (var row in cells.Skip(1))
            yield return Line(row);

        string Line(string[] row) => string.Join(
            "  ", row.Select((cell, column) => areNumbers[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
    }
}
