using System.Text;
using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Results;

namespace HyperToken.Simulation.Reports;

/// <summary>Results as comma-separated values: the JSON's fields, nested names joined; empty where there is no figure.</summary>
public static class ResultsCsv
{
    private static readonly (string Name, Func<SimulationResult, string?> Value)[] Columns =
    [
        ("case", result => Quote(result.Case)),
        ("topology", result => EnumText.Write(result.Topology)),
        ("plan", result => EnumText.Write(result.Plan)),
        ("build", result => EnumText.Write(result.Build)),
        ("peers", result => Number(result.Peers)),
        ("seed", result => $"{result.Seed}"),
        .. ResultFigures.All.Select(figure => (figure.Name, (Func<SimulationResult, string?>)(result => Number(figure.Of(result))))),
        ("traceHash", result => result.TraceHash),
        ("partial", result => result.IsPartial ? "true" : "false"),
    ];

    /// <summary>A line of names, then a line for each result.</summary>
    public static string Format(IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder().AppendJoin(',', Columns.Select(column => column.Name)).Append('\n');
        foreach (var result in results)
            text.AppendJoin(',', Columns.Select(column => column.Value(result))).Append('\n');

        return text.ToString();
    }

    private static string? Quote(string? text) =>
        text?.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string? Number(double? value) => value is { } number ? NumberText.Write(number) : null;
}
