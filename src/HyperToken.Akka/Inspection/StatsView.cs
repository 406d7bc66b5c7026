using System.Text.Json;
using HyperToken.Metrics;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Inspection;

/// <summary>What a peer has counted, and what its process costs: the answer to <c>stats</c>.</summary>
/// <param name="Id">The peer.</param>
/// <param name="Connections">Its open links.</param>
/// <param name="Contacts">Contacts in its table.</param>
/// <param name="Counters">What it has counted since it started, or came back from a crash: the counters of <see cref="Overlay.Peer.PeerCounters"/> by name.</param>
/// <param name="Links">What its links carry.</param>
/// <param name="FrameErrors">Frames that could not be understood.</param>
/// <param name="FrameErrorsByKind">The same, by kind; kinds that have not occurred are left out.</param>
/// <param name="UptimeMs">Since the peer was started, in milliseconds.</param>
/// <param name="MemoryMiB">Working set of the process.</param>
/// <param name="GcPauseMs">Time the process stood still to collect garbage, in milliseconds.</param>
public sealed record StatsView(
    string Id,
    int Connections,
    int Contacts,
    IReadOnlyDictionary<string, long> Counters,
    LinkSums Links,
    long FrameErrors,
    IReadOnlyDictionary<string, long> FrameErrorsByKind,
    double UptimeMs,
    long MemoryMiB,
    double GcPauseMs)
{
    /// <summary>What a report says, and the process.</summary>
    public static StatsView Of(PeerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new StatsView(
            report.Self.Id.ToString(),
            report.Links.Count,
            report.Table.Count,
            CounterInstrument.All.ToDictionary(
                counter => JsonNamingPolicy.CamelCase.ConvertName(counter.Counter), counter => counter.Read(report.Counters)),
            LinkSums.Of([report]),
            report.FrameErrors.Values.Sum(),
            report.FrameErrors.Where(error => error.Key != FrameError.None).ToDictionary(error => Words.Of(error.Key), error => error.Value),
            Words.Milliseconds(report.Uptime),
            Environment.WorkingSet >> 20,
            Words.Milliseconds(GC.GetTotalPauseDuration()));
    }
}
