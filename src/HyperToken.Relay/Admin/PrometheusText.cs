using System.Globalization;
using System.Text;

namespace HyperToken.Relay.Admin;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4. Our own, because the package feed serves no exporter of it.</summary>
internal static class PrometheusText
{
    /// <summary>What the text is, for whoever receives it.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes metrics, each with what it says, its type, and its values.</summary>
    public static void Write(StringBuilder text, IEnumerable<PrometheusMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            if (metric.Help.Length > 0)
                text.Append("# HELP ").Append(metric.Name).Append(' ').Append(EscapedHelp(metric.Help)).Append('\n');

            text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Type == PrometheusType.Counter ? "counter" : "gauge").Append('\n');
            foreach (var (labels, value) in metric.Values)
                text.Append(metric.Name).Append(labels).Append(' ').Append(Written(value)).Append('\n');
        }
    }

    /// <summary>Attributes as a set of labels, <c>{name="value"}</c>; empty where there are none. Of two that are written alike the first counts.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        if (attributes.IsEmpty)
            return "";

        var names = new HashSet<string>();
        var text = new StringBuilder("{");
        foreach (var (attribute, value) in attributes)
        {
            var name = PrometheusName.OfLabel(attribute);
            if (!names.Add(name))
                continue;

            text.Append(names.Count == 1 ? "" : ",").Append(name).Append("=\"");
            text.Append(EscapedLabel(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static string EscapedLabel(string value) => EscapedHelp(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string EscapedHelp(string help) =>
        help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Written(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
