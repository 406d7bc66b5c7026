using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Peer;

/// <summary>Whom a peer can send to: the contacts of its table, and the contacts it has links to.</summary>
public sealed class PeerNeighbours
{
    private readonly ContactSet _linked = new();

    /// <summary>Starts without any.</summary>
    public PeerNeighbours(NeighbourSnapshot table) => Table = table;

    /// <summary>The routing table as last published.</summary>
    public NeighbourSnapshot Table { get; internal set; }

    /// <summary>Role and attachments as last published; null in a network without roles.</summary>
    public RoleSnapshot? Role { get; internal set; }

    /// <summary>Whether the peer relies on supernodes.</summary>
    internal bool IsLeaf => Role is { IsLeaf: true };

    /// <summary>The contacts with an open link.</summary>
    public IReadOnlyCollection<Contact> Linked => _linked;

    /// <summary>Whether a link to this peer is open.</summary>
    public bool HasLink(in PeerId id) => _linked.Find(id) is not null;

    /// <summary>The contact with this id, if it is linked or in the table.</summary>
    public Contact? Find(in PeerId id) => _linked.Find(id) ?? Table.Find(id);

    internal void Opened(Contact contact) => _linked.Set(contact);

    internal void Closed(in PeerId id) => _linked.Remove(id);
}
