using System.Text.Json;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Output;

/// <summary>One JSON object per event and line, and nothing else.</summary>
internal sealed class JsonOutput(TextWriter output, TextWriter error) : LineOutput(output, error)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Serialize(UpEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), Options);

    protected override IEnumerable<string> LinesOf(UpEvent happened) => [Serialize(happened)];
}
