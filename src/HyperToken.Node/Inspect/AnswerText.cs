using System.Globalization;
using System.Text.Json;
using HyperToken.Node.Up.Output;
using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Inspect;

/// <summary>How one value of an answer reads.</summary>
internal static class AnswerText
{
    private const int ShortIdLength = 8;
    private const int IdLengthInCell = 16;
    private const int ItemsInCell = 6;

    /// <summary>On a line of its own: whole.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Printable.Of(value.GetString()!),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null => "-",
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture),
        _ => Printable.Of(value.GetRawText()),
    };

    /// <summary>In a table: ids begin only, and of many items the first are shown.</summary>
    public static string InCell(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return IsId(Of(value)) ? $"{Of(value)[..IdLengthInCell]}…" : Of(value);

        var items = value.EnumerateArray().Select(Of).Select(item => IsId(item) ? item[..ShortIdLength] : item).ToArray();
        return $"{items.Length,3}  {string.Join(' ', items.Take(ItemsInCell))}{(items.Length > ItemsInCell ? " …" : "")}";
    }

    private static bool IsId(string text) => PeerId.TryParse(text, out _);
}
