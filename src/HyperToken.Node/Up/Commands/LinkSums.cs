using HyperToken.Links;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Commands;

/// <summary>What the links of all peers have carried, those that are closed included, and what waits for them now.</summary>
/// <param name="FramesIn">Frames received.</param>
/// <param name="FramesOut">Frames sent.</param>
/// <param name="BytesIn">Their bytes.</param>
/// <param name="BytesOut">Their bytes.</param>
/// <param name="Dropped">Payload frames that links were too slow for, or lost when they closed.</param>
/// <param name="Queued">Frames that wait for a link.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for their peer's links.</param>
internal sealed record LinkSums(long FramesIn, long FramesOut, long BytesIn, long BytesOut, long Dropped, long Queued, int WaitingBroadcasts)
{
    public static LinkSums Of(IReadOnlyCollection<PeerReport> reports)
    {
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

    public string ToLine() =>
        $"  links: {FramesOut} frames ({BytesOut >> 10} KiB) sent, {FramesIn} ({BytesIn >> 10} KiB) received, {Dropped} payloads dropped, "
            + $"{Queued} frames queued, {WaitingBroadcasts} broadcasts waiting";
}
