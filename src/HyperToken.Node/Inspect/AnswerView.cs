using System.Globalization;
using System.Text.Json;
using HyperToken.Node.Up.Output;
using HyperToken.Overlay.Identity;
using Spectre.Console;

namespace HyperToken.Node.Inspect;

/// <summary>
/// Shows any answer of an admin endpoint to people: first what has one value, then what has several, each under the name it has in JSON. So questions
/// that came later, and those of a relay, can be shown too.
/// </summary>
internal static class AnswerView
{
    private const int ShortIdLength = 16;
    private const int ShortestIdLength = 8;
    private const int IdsInCell = 6;

    /// <summary>Writes an answer.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="answer">A JSON object.</param>
    public static void Write(IAnsiConsole console, JsonElement answer)
    {
        var fields = answer.EnumerateObject().ToArray();
        WriteFields(console, fields.Where(field => !IsNested(field.Value)), indent: "");
        foreach (var field in fields.Where(field => IsNested(field.Value)))
        {
            if (field.Value.ValueKind == JsonValueKind.Object)
                WriteObject(console, field);
            else
                WriteArray(console, field);
        }
    }

    private static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static void WriteFields(IAnsiConsole console, IEnumerable<JsonProperty> fields, string indent)
    {
        (string Name, string Value)[] lines = [.. fields.Select(field => (field.Name, Text(field.Value)))];
        var width = lines.Select(line => line.Name.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in lines)
            WriteLine(console, $"{indent}{Printable.Of(name).PadRight(width)}  {value}");
    }

    /// <summary>Of counters, most are 0 most of the time: those are named together.</summary>
    private static void WriteObject(IAnsiConsole console, JsonProperty field)
    {
        WriteLine(console, $"{Printable.Of(field.Name)}:");
        var fields = field.Value.EnumerateObject().ToArray();
        var zeros = fields.Where(inner => IsZero(inner.Value)).Select(inner => Printable.Of(inner.Name)).ToArray();
        WriteFields(console, fields.Where(inner => !IsZero(inner.Value)), "  ");
        if (zeros.Length > 0)
            WriteLine(console, $"  0: {string.Join(' ', zeros)}");
    }

    private static void WriteArray(IAnsiConsole console, JsonProperty field)
    {
        var items = field.Value.EnumerateArray().ToArray();
        WriteLine(console, $"{Printable.Of(field.Name)}: {items.Length}");
        if (items.Length == 0)
            return;

        if (items.All(item => item.ValueKind == JsonValueKind.Object))
        {
            WriteTable(console, items);
            return;
        }

        foreach (var item in items)
            WriteLine(console, $"  {Text(item)}");
    }

    private static void WriteTable(IAnsiConsole console, JsonElement[] items)
    {
        var names = items.SelectMany(item => item.EnumerateObject()).Select(field => field.Name).Distinct().ToArray();
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var name in names)
        {
            var isNumber = items.All(item => !item.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Number or JsonValueKind.Null);
            var column = new TableColumn(new Text(Printable.Of(name))) { NoWrap = true, Padding = new Padding(2, 0, 0, 0) };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (var item in items)
            table.AddRow(names.Select(name => new Text(item.TryGetProperty(name, out var value) ? Cell(value) : "")));

        console.Write(table);
    }

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => CellOf([.. value.EnumerateArray().Select(Text)]),
        _ => Shortened(Text(value), ShortIdLength),
    };

    private static string CellOf(string[] items) =>
        $"{items.Length,2}  {string.Join(' ', items.Take(IdsInCell).Select(item => Shortened(item, ShortestIdLength)))}{(items.Length > IdsInCell ? " …" : "")}";

    private static string Shortened(string text, int length) => !PeerId.TryParse(text, out _) ? text : length == ShortIdLength ? $"{text[..length]}…" : text[..length];

    private static bool IsZero(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Printable.Of(value.GetString()!),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null => "-",
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture),
        _ => Printable.Of(value.GetRawText()),
    };

    private static void WriteLine(IAnsiConsole console, string line)
    {
        console.Write(new Text(line));
        console.WriteLine();
    }
}
