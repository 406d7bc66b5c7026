using HyperToken.Inspection;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class LinksCommand : ISlashCommand
{
    public string Usage => "/links PEER";

    public string Does => "shows a peer's links, what each has carried and dropped, and what waits for it";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var peer = PeerReference.Resolve(argument, context.Network);
        var links = LinksView.Of(await peer.Peer.InspectAsync());
        return new LinksEvent(peer.Index, links.Id, links.WaitingBroadcasts, links.Dropped, links.Links);
    }
}

/// <param name="Index">The peer's place among all ever started, from 0.</param>
/// <param name="Id">The peer.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for the links.</param>
/// <param name="Dropped">Payload frames dropped so far, also by links that are closed.</param>
/// <param name="Links">The open links, by id.</param>
internal sealed record LinksEvent(int Index, string Id, int WaitingBroadcasts, long Dropped, IReadOnlyList<LinkView> Links) : UpEvent("links")
{
    public override IEnumerable<string> ToLines() =>
    [
        $"links of peer {Index} ({Id[..8]}): {Links.Count} open, {Dropped} payloads dropped so far, {WaitingBroadcasts} broadcasts waiting",
        .. Links.Select(link =>
            $"  {link.Id[..8]}  out {link.FramesOut,7} frames {link.BytesOut,9} B  in {link.FramesIn,7} frames {link.BytesIn,9} B  "
            + $"queued {link.Queued,4}  dropped {link.Dropped,4}"),
    ];
}
