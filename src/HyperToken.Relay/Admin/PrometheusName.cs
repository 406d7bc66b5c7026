using System.Text;

namespace HyperToken.Relay.Admin;

/// <summary>How names of instruments, attributes and units are written in Prometheus' text format, by OpenTelemetry's rules for that.</summary>
internal static class PrometheusName
{
    /// <summary>The name of a metric.</summary>
    /// <param name="instrument">The instrument's name.</param>
    /// <param name="unit">Its unit; what is counted, in braces, is not written.</param>
    /// <param name="type">What it is to Prometheus.</param>
    public static string OfMetric(string instrument, string? unit, PrometheusType type)
    {
        var name = WithSuffix(Of(instrument), UnitOf(unit, type));
        return type == PrometheusType.Counter ? WithSuffix(name, "total") : name;
    }

    /// <summary>The name of a label.</summary>
    public static string OfLabel(string attribute) => Of(attribute);

    private static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var character in name)
        {
            var written = char.IsAsciiLetterOrDigit(character) ? character : '_';
            if (written != '_' || text.Length == 0 || text[^1] != '_')
                text.Append(written);
        }

        if (text.Length == 0 || char.IsAsciiDigit(text[0]))
            text.Insert(0, '_');

        return text.ToString();
    }

    private static string UnitOf(string? unit, PrometheusType type) => unit switch
    {
        null or "" => "",
        "1" => type == PrometheusType.Gauge ? "ratio" : "",
        "By" => "bytes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "%" => "percent",
        _ when unit[0] == '{' => "",
        _ => Of(unit).Trim('_'),
    };

    private static string WithSuffix(string name, string suffix) =>
        suffix.Length == 0 || name.EndsWith($"_{suffix}", StringComparison.Ordinal) ? name : $"{name}_{suffix}";
}
