using System.Diagnostics.Metrics;
using HyperToken.Metrics;

namespace HyperToken.Tests.Metrics;

/// <summary>Listens to the meter as an exporter would, and keeps what one peer's instruments say.</summary>
internal sealed class Observer : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly string _peer;
    private readonly List<Observed> _seen = [];

    public Observer(HyperTokenPeer peer)
    {
        _peer = peer.Id.ShortId;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PeerMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Observes every instrument now.</summary>
    public IReadOnlyList<Observed> Observe()
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return [.. _seen];
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
        if (named.Remove(PeerMetrics.PeerTag, out var peer) && peer == _peer)
            _seen.Add(new Observed(instrument.Name, instrument.GetType().Name.Split('`')[0], value, string.Join(',', named.Select(tag => $"{tag.Key}={tag.Value}"))));
    }

    /// <summary>One value seen.</summary>
    internal sealed record Observed(string Name, string Kind, double Value, string Tags);
}
