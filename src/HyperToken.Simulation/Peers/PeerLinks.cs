using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Simulation.Options;

namespace HyperToken.Simulation.Peers;

/// <summary>What a peer's machine knows of its links where their number is limited or opening one costs time.</summary>
internal sealed class PeerLinks
{
    private readonly Dictionary<PeerId, (Instant LastUsed, Instant OpenAt)> _links = [];

    public PeerLinks(SimulationOptions options) => _ = options;

    /// <summary>Links something is remembered of.</summary>
    public int Count => _links.Count;

    /// <summary>A frame went over the link.</summary>
    public void Used(in PeerId id, Instant now) =>
        _links[id] = (now, _links.TryGetValue(id, out var link) ? link.OpenAt : Instant.Zero);

    /// <summary>A link that is being opened takes frames from then on.</summary>
    public void DialedUntil(in PeerId id, Instant openAt) => _links[id] = (openAt, openAt);

    /// <summary>When a frame handed over now leaves.</summary>
    public Instant OpenAt(in PeerId id, Instant now) =>
        _links.TryGetValue(id, out var link) && link.OpenAt > now ? link.OpenAt : now;

    public void Forget(in PeerId id) => _links.Remove(id);

    /// <summary>The links to be closed so that the newest has its place (see <see cref="LinkBudget"/>).</summary>
    public IReadOnlyList<Contact> Excess(Contact newest, int maxLinks, PeerNeighbours neighbours, Instant now)
    {
        if (neighbours.Linked.Count <= maxLinks)
            return [];

        var links = neighbours.Linked
            .Where(contact => contact.Id != newest.Id)
            .Select(contact => (contact, _links.TryGetValue(contact.Id, out var link) ? link.LastUsed : now))
            .ToArray();
        return LinkBudget.Excess(links, maxLinks - 1, neighbours.Table);
    }
}
