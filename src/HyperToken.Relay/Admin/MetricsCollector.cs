using System.Diagnostics.Metrics;
using System.Globalization;

namespace HyperToken.Relay.Admin;

/// <summary>
/// Listens to meters by name, and says what their instruments have to say at a moment. Counters, up-down counters and gauges are heard, observable or not;
/// histograms are not. What is bounded is the number of values of one instrument: further ones are dropped and counted.
/// </summary>
internal sealed class MetricsCollector : IDisposable
{
    /// <summary>Values of one instrument that are kept, each with attributes of its own.</summary>
    public const int MaxValues = 1_000;

    private const string DroppedName = "hypertoken_metrics_dropped_total";
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<Instrument, Series> _series = [];
    private long _dropped;

    /// <param name="meters">The names of the meters.</param>
    public MetricsCollector(params IEnumerable<string> meters)
    {
        HashSet<string> names = [.. meters];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (names.Contains(instrument.Meter.Name) && Series.For(instrument) is { } series)
                Listen(instrument, series, listener);
        };
        _listener.MeasurementsCompleted = (instrument, _) => Forget(instrument);
        Hear<byte>();
        Hear<short>();
        Hear<int>();
        Hear<long>();
        Hear<float>();
        Hear<double>();
        Hear<decimal>();
        _listener.Start();
    }

    /// <summary>Observes everything now.</summary>
    /// <returns>The metrics by name; those without a value are left out.</returns>
    public IReadOnlyList<PrometheusMetric> Collect()
    {
        lock (_lock)
        {
            foreach (var series in _series.Values.Where(series => series.IsObserved))
                series.Values.Clear();

            _listener.RecordObservableInstruments();
            var metrics = new SortedDictionary<string, PrometheusMetric>(StringComparer.Ordinal)
            {
                [DroppedName] = new(
                    DroppedName, PrometheusType.Counter, "Values left out here, because one instrument had too many.", new Dictionary<string, double> { [""] = _dropped }),
            };
            foreach (var series in _series.Values.Where(series => series.Values.Count > 0))
                metrics[series.Name] = metrics.TryGetValue(series.Name, out var same) ? series.MergedInto(same) : series.Metric();

            return [.. metrics.Values];
        }
    }

    /// <summary>Hears no more.</summary>
    public void Dispose() => _listener.Dispose();

    private void Hear<TValue>()
        where TValue : struct, IConvertible =>
        _listener.SetMeasurementEventCallback<TValue>(
            (instrument, value, attributes, _) => Take(instrument, value.ToDouble(CultureInfo.InvariantCulture), attributes));

    private void Listen(Instrument instrument, Series series, MeterListener listener)
    {
        lock (_lock)
            _series[instrument] = series;

        listener.EnableMeasurementEvents(instrument);
    }

    private void Forget(Instrument instrument)
    {
        lock (_lock)
            _series.Remove(instrument);
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var labels = PrometheusText.Labels(attributes);
        lock (_lock)
        {
            if (_series.TryGetValue(instrument, out var series) && !series.Take(labels, value))
                _dropped++;
        }
    }

    /// <summary>What one instrument has said.</summary>
    private sealed class Series(string name, PrometheusType type, string help, bool isObserved, bool isSum)
    {
        public string Name => name;

        /// <summary>Whether it says all it has to say whenever it is observed.</summary>
        public bool IsObserved => isObserved;

        public Dictionary<string, double> Values { get; } = [];

        /// <summary>Null for a kind that is not heard.</summary>
        public static Series? For(Instrument instrument)
        {
            var kind = instrument.GetType().Name.Split('`')[0];
            var isCounter = kind is "Counter" or "ObservableCounter";
            if (!isCounter && kind is not ("UpDownCounter" or "ObservableUpDownCounter" or "Gauge" or "ObservableGauge"))
                return null;

            var type = isCounter ? PrometheusType.Counter : PrometheusType.Gauge;

            // A number of things is no ratio, whatever its unit.
            var unit = instrument.Unit == "1" && !kind.EndsWith("Gauge", StringComparison.Ordinal) ? null : instrument.Unit;
            return new Series(
                PrometheusName.OfMetric(instrument.Name, unit, type),
                type,
                instrument.Description ?? "",
                instrument.IsObservable,
                isSum: kind is "Counter" or "UpDownCounter");
        }

        /// <summary>False where there are too many already.</summary>
        public bool Take(string labels, double value)
        {
            if (!Values.TryGetValue(labels, out var before) && Values.Count >= MaxValues)
                return false;

            Values[labels] = isSum ? before + value : value;
            return true;
        }

        public PrometheusMetric Metric() => new(name, type, help, new Dictionary<string, double>(Values));

        /// <summary>Instruments of several meters may have one name; where they are of different types, the first one counts.</summary>
        public PrometheusMetric MergedInto(PrometheusMetric same)
        {
            if (same.Type != type)
                return same;

            var values = new Dictionary<string, double>(same.Values);
            foreach (var (labels, value) in Values)
                values[labels] = value;

            return same with { Values = values };
        }
    }
}
