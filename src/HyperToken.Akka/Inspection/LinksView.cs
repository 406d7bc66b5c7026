using HyperToken.Peers;

namespace HyperToken.Inspection;

/// <summary>A peer's links, what each has carried and dropped, and what waits for it: the answer to <c>links</c>.</summary>
/// <param name="Id">The peer.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for the links.</param>
/// <param name="Dropped">Payload frames dropped so far, also by links that are closed.</param>
/// <param name="Links">The open links, by id.</param>
public sealed record LinksView(string Id, int WaitingBroadcasts, long Dropped, IReadOnlyList<LinkView> Links)
{
    /// <summary>What a report says.</summary>
    public static LinksView Of(PeerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new LinksView(
            report.Self.Id.ToString(),
            report.WaitingBroadcasts,
            report.Traffic.Dropped,
            [.. report.LinkReports.OrderBy(link => link.Contact.Id).Select(LinkView.Of)]);
    }
}
