using HyperToken.Links;
using HyperToken.Peers;

namespace HyperToken.Inspection;

/// <summary>What the links of one or more peers have carried, those that are closed included, and what waits for them now.</summary>
/// <param name="FramesIn">Frames received.</param>
/// <param name="FramesOut">Frames sent.</param>
/// <param name="BytesIn">Their bytes.</param>
/// <param name="BytesOut">Their bytes.</param>
/// <param name="Dropped">Payload frames that links were too slow for, or lost when they closed.</param>
/// <param name="Queued">Frames that wait for a link.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for their peer's links.</param>
public sealed record LinkSums(long FramesIn, long FramesOut, long BytesIn, long BytesOut, long Dropped, long Queued, int WaitingBroadcasts)
{
    /// <summary>Sums up.</summary>
    public static LinkSums Of(IReadOnlyCollection<PeerReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var sum = reports.Aggregate(default(LinkTraffic), (total, report) => total + report.Traffic);
        return new LinkSums(
            sum.FramesIn,
            sum.FramesOut,
            sum.BytesIn,
            sum.BytesOut,
            sum.Dropped,
            reports.Sum(report => report.LinkReports.Sum(link => (long)link.QueuedFrames)),
            reports.Sum(report => report.WaitingBroadcasts));
    }
}
