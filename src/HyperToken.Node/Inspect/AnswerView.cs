using System.Text.Json;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Inspect;

/// <summary>
/// Any answer of an admin endpoint as lines for people: first what has one value, then what has several, each under the name it has in JSON. So
/// questions that came later, and those of a relay, can be shown too.
/// </summary>
internal static class AnswerView
{
    private const int Width = 110;
    private const string Indent = "  ";

    /// <param name="answer">A JSON object.</param>
    public static IEnumerable<string> Of(JsonElement answer)
    {
        JsonProperty[] fields = [.. answer.EnumerateObject()];
        return [.. Values(fields.Where(field => !IsNested(field.Value))), .. fields.Where(field => IsNested(field.Value)).SelectMany(Nested)];
    }

    private static bool IsNested(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static bool IsZero(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0;

    private static IEnumerable<string> Values(IEnumerable<JsonProperty> fields)
    {
        (string Name, string Value)[] lines = [.. fields.Select(field => (Printable.Of(field.Name), AnswerText.Of(field.Value)))];
        var width = lines.Select(line => line.Name.Length).DefaultIfEmpty().Max();
        return lines.Select(line => $"{line.Name.PadRight(width)}  {line.Value}");
    }

    private static IEnumerable<string> Nested(JsonProperty field)
    {
        var name = Printable.Of(field.Name);
        if (field.Value.ValueKind == JsonValueKind.Object)
        {
            JsonProperty[] counts = [.. field.Value.EnumerateObject()];
            return Indented(counts.Length == 0 ? $"{name}: none" : $"{name}:", Counts(counts));
        }

        JsonElement[] items = [.. field.Value.EnumerateArray()];
        return Indented(
            $"{name}: {items.Length}",
            items.Length > 0 && items.All(item => item.ValueKind == JsonValueKind.Object) ? AnswerTable.Of(items) : items.Select(AnswerText.Of));
    }

    /// <summary>Of counters, most are 0 most of the time: those are named together.</summary>
    private static IEnumerable<string> Counts(JsonProperty[] fields)
    {
        string[] zeros = [.. fields.Where(field => IsZero(field.Value)).Select(field => Printable.Of(field.Name))];
        return [.. Values(fields.Where(field => !IsZero(field.Value))), .. Wrapped("0:", zeros)];
    }

    private static IEnumerable<string> Wrapped(string lead, string[] words)
    {
        var line = lead;
        foreach (var word in words)
        {
            if (line.Length + word.Length >= Width)
            {
                yield return line;
                line = new string(' ', lead.Length);
            }

            line += $" {word}";
        }

        if (words.Length > 0)
            yield return line;
    }

    private static IEnumerable<string> Indented(string title, IEnumerable<string> lines) => [title, .. lines.Select(line => Indent + line)];
}
