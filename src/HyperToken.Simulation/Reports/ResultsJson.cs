using System.Text.Json;
using System.Text.Json.Serialization;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>Results as JSON: an array with one object, on one line, for each.</summary>
public static class ResultsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The array, with a line end after it.</summary>
    public static string Format(IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return results.Count == 0 ? "[]\n" : $"[\n{string.Join(",\n", results.Select(FormatOne))}\n]\n";
    }

    internal static string FormatOne(SimulationResult result) => JsonSerializer.Serialize(result, Options);
}
