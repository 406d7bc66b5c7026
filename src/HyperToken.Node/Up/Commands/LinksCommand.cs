using HyperToken.Links;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class LinksCommand : ISlashCommand
{
    public string Usage => "/links PEER";

    public string Does => "shows a peer's links, what each has carried and dropped, and what waits for it";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var peer = PeerReference.Resolve(argument, context.Network);
        var report = await peer.Peer.InspectAsync();
        return new LinksEvent(
            peer.Index,
            peer.Id.ToString(),
            report.WaitingBroadcasts,
            report.Traffic.Dropped,
            [.. report.LinkReports.OrderBy(link => link.Contact.Id).Select(LinkLine.Of)]);
    }
}

/// <param name="Index">The peer's place among all ever started, from 0.</param>
/// <param name="Id">The peer.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for the links.</param>
/// <param name="Dropped">Payload frames dropped so far, also by links that are closed.</param>
/// <param name="Links">The open links, by id.</param>
internal sealed record LinksEvent(int Index, string Id, int WaitingBroadcasts, long Dropped, IReadOnlyList<LinkLine> Links) : UpEvent("links")
{
    public override IEnumerable<string> ToLines() =>
    [
        $"links of peer {Index} ({Id[..8]}): {Links.Count} open, {Dropped} payloads dropped so far, {WaitingBroadcasts} broadcasts waiting",
        .. Links.Select(link =>
            $"  {link.Id[..8]}  out {link.FramesOut,7} frames {link.BytesOut,9} B  in {link.FramesIn,7} frames {link.BytesIn,9} B  "
            + $"queued {link.Queued,4}  dropped {link.Dropped,4}"),
    ];
}

/// <param name="Id">Who is at the other end.</param>
/// <param name="FramesIn">Frames received.</param>
/// <param name="FramesOut">Frames sent.</param>
/// <param name="BytesIn">Their bytes.</param>
/// <param name="BytesOut">Their bytes.</param>
/// <param name="Queued">Frames that wait.</param>
/// <param name="QueuedBytes">Their bytes.</param>
/// <param name="Dropped">Payload frames dropped.</param>
internal sealed record LinkLine(
    string Id, long FramesIn, long FramesOut, long BytesIn, long BytesOut, int Queued, long QueuedBytes, long Dropped)
{
    public static LinkLine Of(LinkReport link) => new(
        link.Contact.Id.ToString(),
        link.Traffic.FramesIn,
        link.Traffic.FramesOut,
        link.Traffic.BytesIn,
        link.Traffic.BytesOut,
        link.QueuedFrames,
        link.QueuedBytes,
        link.Traffic.Dropped);
}
