using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Simulation.Peers;

/// <summary>
/// A peer's open links where their number is limited or opening one costs time. The machine counts them itself: the protocol
/// hears of a link only when it has ended what it is at.
/// </summary>
internal sealed class PeerLinks
{
    private readonly Dictionary<PeerId, Link> _links = [];

    /// <summary>Links that are open or being opened.</summary>
    public int Count => _links.Count;

    /// <summary>Links that take frames.</summary>
    public int CountOpen(Instant now) => _links.Values.Count(link => link.OpenAt <= now);

    public bool Has(in PeerId id) => _links.ContainsKey(id);

    /// <summary>A link is open and takes frames at once, even where this side was about to open one too.</summary>
    public void Opened(Contact contact, Instant now) => _links[contact.Id] = new Link(contact, now, now);

    /// <summary>A frame went over a link, if it is still open.</summary>
    public void Used(in PeerId id, Instant now)
    {
        if (_links.TryGetValue(id, out var link))
            _links[id] = link with { LastUsed = now };
    }

    /// <summary>A link that is being opened takes frames from then on.</summary>
    public void DialedUntil(in PeerId id, Instant openAt) => _links[id] = _links[id] with { OpenAt = openAt };

    /// <summary>When a frame handed over now leaves.</summary>
    public Instant OpenAt(in PeerId id, Instant now) =>
        _links.TryGetValue(id, out var link) && link.OpenAt > now ? link.OpenAt : now;

    /// <summary>A link is closed; false when it was not open.</summary>
    public bool Closed(in PeerId id) => _links.Remove(id);

    /// <summary>The links to be closed so that the newest has its place (see <see cref="LinkBudget"/>).</summary>
    public IReadOnlyList<Contact> Excess(Contact newest, int maxLinks, NeighbourSnapshot table, RoleSnapshot? role)
    {
        if (_links.Count <= maxLinks)
            return [];

        return LinkBudget.ExcessBeside(newest.Id, _links.Values.Select(link => (link.Contact, link.LastUsed)), maxLinks, table, role);
    }

    private readonly record struct Link(Contact Contact, Instant LastUsed, Instant OpenAt);
}
