using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>The full mesh of a naive peer: wants a link to every peer heard of, as far as the limit allows.</summary>
internal sealed class MeshLinks
{
    private readonly int _limit;
    private readonly HashSet<PeerId> _wanted = [];

    public MeshLinks(int limit) => _limit = limit;

    /// <summary>Everybody this peer is linked to or knows, so that a newcomer meets the whole mesh by one question.</summary>
    public static FindNodeReplyFrame AnswerTo(Contact from, FindNodeFrame find, PeerNeighbours neighbours) =>
        new(find.Request,
        [
            .. neighbours.Linked
                .Concat(neighbours.Table.Closest(find.Target, find.Count))
                .DistinctBy(contact => contact.Id)
                .Where(contact => contact.Id != from.Id && contact.Mode == ContactMode.Server)
                .OrderBy(contact => find.Target.DistanceTo(contact.Id))
                .Take(find.Count),
        ]);

    /// <summary>Asks for the links that are missing. Those asked for count as links until <see cref="Settled"/>.</summary>
    public void Want(IReadOnlyList<Contact> contacts, PeerNeighbours neighbours, IPeerOutput output)
    {
        foreach (var contact in contacts)
        {
            var hasRoom = neighbours.Linked.Count + _wanted.Count < _limit;
            if (hasRoom && contact.Id != neighbours.Table.Self && !neighbours.HasLink(contact.Id) && _wanted.Add(contact.Id))
                output.Signal(new LinkWanted(contact));
        }
    }

    /// <summary>A link was opened, was closed, or could not be opened.</summary>
    public void Settled(in PeerId id) => _wanted.Remove(id);
}
