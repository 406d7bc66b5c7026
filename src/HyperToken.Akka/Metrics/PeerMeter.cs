using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using HyperToken.Peers;

namespace HyperToken.Metrics;

/// <summary>The one meter of the process, and the peers it measures. Whoever listens reads what each peer has last said of itself.</summary>
internal static class PeerMeter
{
    private static readonly Meter Meter = new(PeerMetrics.MeterName, typeof(PeerMeter).Assembly.GetName().Version?.ToString(3));
    private static ImmutableList<PeerMetrics> _peers = [];

    static PeerMeter()
    {
        foreach (var counter in CounterInstrument.All)
            Meter.CreateObservableCounter(counter.Name, () => Observe(report => [counter.Read(report.Counters)], Whole), counter.Unit, counter.Description);

        foreach (var instrument in ReportInstrument.All)
            Create(instrument);
    }

    /// <summary>A peer is measured from now on.</summary>
    public static void Add(PeerMetrics peer) => ImmutableInterlocked.Update(ref _peers, peers => peers.Add(peer));

    /// <summary>A peer is measured no more.</summary>
    public static void Remove(PeerMetrics peer) => ImmutableInterlocked.Update(ref _peers, peers => peers.Remove(peer));

    private static void Create(ReportInstrument instrument)
    {
        var (name, unit, description) = (instrument.Name, instrument.Unit, instrument.Description);
        switch (instrument.Kind)
        {
            case InstrumentKind.Counter:
                Meter.CreateObservableCounter(name, () => Observe(instrument.Read, Whole), unit, description);
                break;
            case InstrumentKind.UpDownCounter:
                Meter.CreateObservableUpDownCounter(name, () => Observe(instrument.Read, Whole), unit, description);
                break;
            default:
                Meter.CreateObservableGauge(name, () => Observe(instrument.Read, static (reading, peer) => reading.Of(peer)), unit, description);
                break;
        }
    }

    private static Measurement<long> Whole(Reading reading, string peer) => reading.Whole(peer);

    /// <summary>A peer that somebody measures twice is told once.</summary>
    private static IEnumerable<Measurement<TValue>> Observe<TValue>(
        Func<PeerReport, IEnumerable<Reading>> read, Func<Reading, string, Measurement<TValue>> measure)
        where TValue : struct =>
        from peer in _peers.DistinctBy(peer => peer.Peer)
        let report = peer.LastReport()
        where report is not null
        from reading in read(report)
        select measure(reading, peer.Name);
}
