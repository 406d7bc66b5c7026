using System.Diagnostics.Metrics;
using HyperToken.Relay.Admin;

namespace HyperToken.Relay.Tests.Admin;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid():N}");
    private readonly MetricsCollector _collector;

    public MetricsCollectorTests() => _collector = new MetricsCollector(_meter.Name);

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Instruments_of_every_kind_and_number_are_heard()
    {
        var counter = _meter.CreateCounter<int>("a.counter", "{thing}", "Counts.");
        var upDown = _meter.CreateUpDownCounter<short>("b.up_down");
        var gauge = _meter.CreateGauge<float>("c.gauge");
        _meter.CreateObservableCounter<long>("d.counter", () => 7, "By");
        _meter.CreateObservableUpDownCounter<byte>("e.up_down", () => 3, "1");
        _meter.CreateObservableGauge<decimal>("f.gauge", () => 2.5m, "s");
        counter.Add(2);
        counter.Add(3);
        upDown.Add(5);
        upDown.Add(-1);
        gauge.Record(9);
        gauge.Record(8);

        var metrics = Collect();

        Assert.Equal(
            ["a_counter_total 5", "b_up_down 4", "c_gauge 8", "d_counter_bytes_total 7", "e_up_down 3", "f_gauge_seconds 2.5"],
            metrics.Select(metric => $"{metric.Name} {FormattableString.Invariant($"{Assert.Single(metric.Values).Value}")}"));
        Assert.Equal((PrometheusType.Counter, "Counts."), (metrics[0].Type, metrics[0].Help));
        Assert.Equal(PrometheusType.Gauge, metrics[1].Type);
    }

    [Fact]
    public void What_is_no_longer_observed_is_no_longer_told()
    {
        string[] rooms = ["a", "b"];
        _meter.CreateObservableGauge("rooms", () => rooms.Select(room => new Measurement<int>(1, new KeyValuePair<string, object?>("room", room))));
        Assert.Equal(["{room=\"a\"}", "{room=\"b\"}"], Collect()[0].Values.Keys.Order());

        rooms = ["b"];

        Assert.Equal(["{room=\"b\"}"], Collect()[0].Values.Keys);
    }

    [Fact]
    public void Other_meters_and_histograms_are_not_heard()
    {
        using var other = new Meter($"other-{Guid.NewGuid():N}");
        other.CreateObservableGauge("other", () => 1);
        _meter.CreateHistogram<int>("histogram").Record(1);

        Assert.Empty(Collect());
    }

    [Fact]
    public void Too_many_values_of_one_instrument_are_dropped_and_counted()
    {
        var counter = _meter.CreateCounter<int>("many");
        for (var i = 0; i < MetricsCollector.MaxValues + 7; i++)
            counter.Add(1, new KeyValuePair<string, object?>("i", i));

        counter.Add(1, new KeyValuePair<string, object?>("i", 0));

        Assert.Equal(MetricsCollector.MaxValues, Collect()[0].Values.Count);
        Assert.Equal(2, Collect()[0].Values["{i=\"0\"}"]);
        Assert.Equal(7, _collector.Collect().Single(metric => metric.Name == "hypertoken_metrics_dropped_total").Values[""]);
    }

    [Fact]
    public void Instruments_of_one_name_are_one_metric_unless_their_types_differ()
    {
        using var again = new Meter(_meter.Name);
        _meter.CreateObservableGauge("shared", () => new Measurement<int>(1, new KeyValuePair<string, object?>("of", "a")));
        again.CreateObservableGauge("shared", () => new Measurement<int>(2, new KeyValuePair<string, object?>("of", "b")));
        again.CreateObservableCounter("x.total", () => 5);
        _meter.CreateObservableGauge("x.total", () => 6);

        var metrics = Collect();

        Assert.Equal(["shared", "x_total"], metrics.Select(metric => metric.Name));
        Assert.Equal(2, metrics[0].Values.Count);
        Assert.Equal((PrometheusType.Counter, 5), (metrics[1].Type, metrics[1].Values[""]));
    }

    [Fact]
    public void An_instrument_that_has_gone_is_forgotten()
    {
        _meter.CreateObservableGauge("gone", () => 1);
        Assert.Single(Collect());

        _meter.Dispose();

        Assert.Empty(Collect());
    }

    private PrometheusMetric[] Collect() => [.. _collector.Collect().Where(metric => metric.Name != "hypertoken_metrics_dropped_total")];
}
