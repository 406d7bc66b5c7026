using System.Text;
using FsCheck.Xunit;
using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

public sealed class PrometheusTextTests
{
    [Theory]
    [InlineData("hypertoken.broadcast.delivered", "{message}", true, "hypertoken_broadcast_delivered_total")]
    [InlineData("hypertoken.link.io", "By", true, "hypertoken_link_io_bytes_total")]
    [InlineData("hypertoken.link.queue.size", "By", false, "hypertoken_link_queue_size_bytes")]
    [InlineData("hypertoken.peer.uptime", "s", false, "hypertoken_peer_uptime_seconds")]
    [InlineData("hypertoken.role.score", "1", false, "hypertoken_role_score_ratio")]
    [InlineData("hypertoken.role.changes", "1", true, "hypertoken_role_changes_total")]
    [InlineData("hypertoken.total", null, true, "hypertoken_total")]
    [InlineData("hypertoken.io.bytes", "By", false, "hypertoken_io_bytes")]
    [InlineData("hypertoken..odd-name/of", "", false, "hypertoken_odd_name_of")]
    [InlineData("9lives", null, false, "_9lives")]
    public void A_name_is_written_with_its_unit_and_a_counter_as_a_total(string instrument, string? unit, bool isCounter, string written) =>
        Assert.Equal(written, PrometheusName.OfMetric(instrument, unit, isCounter ? PrometheusType.Counter : PrometheusType.Gauge));

    [Fact]
    public void A_metric_is_its_help_its_type_and_its_values()
    {
        var metric = new PrometheusMetric(
            "things", PrometheusType.Gauge, "One\\two\nlines.", new Dictionary<string, double> { [""] = 1.5, ["{kind=\"b\"}"] = 12_000_000_000_000_000_000 });

        Assert.Equal(
            "# HELP things One\\\\two\\nlines.\n# TYPE things gauge\nthings 1.5\nthings{kind=\"b\"} 1.2E+19\n", Written(metric));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-2.25, "-2.25")]
    [InlineData(1e-9, "1E-09")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void A_value_is_written_as_prometheus_reads_it(double value, string written) =>
        Assert.Contains($"\nthings {written}\n", Written(new PrometheusMetric("things", PrometheusType.Gauge, "Help.", new Dictionary<string, double> { [""] = value })));

    [Fact]
    public void Labels_are_escaped_and_each_is_written_once()
    {
        KeyValuePair<string, object?>[] attributes =
            [new("error.type", "a \"b\" \\ c\nd"), new("error_type", "again"), new("count", 3), new("none", null)];

        Assert.Equal("{error_type=\"a \\\"b\\\" \\\\ c\\nd\",count=\"3\",none=\"\"}", PrometheusText.Labels(attributes));
        Assert.Equal("", PrometheusText.Labels([]));
    }

    [Property]
    public void Whatever_instruments_and_attributes_are_called_every_line_is_one(string? name, string? unit, string? help, string? attribute, string? value, double number)
    {
        var metric = new PrometheusMetric(
            PrometheusName.OfMetric(name ?? "", unit, PrometheusType.Counter),
            PrometheusType.Counter,
            help ?? "",
            new Dictionary<string, double> { [PrometheusText.Labels([new(attribute ?? "", value), new("b", "c")])] = number });

        Assert.All(Written(metric).Split('\n')[..^1], PrometheusSyntax.Check);
    }

    private static string Written(PrometheusMetric metric)
    {
        var text = new StringBuilder();
        PrometheusText.Write(text, [metric]);
        return text.ToString();
    }
}
