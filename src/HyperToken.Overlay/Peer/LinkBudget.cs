using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Which links a peer gives up when it has too many: those to peers outside its table first, and of each kind those unused the
/// longest. Giving up a link is no verdict on the contact; it is opened again when it is needed. Links between leaves and their
/// supernodes have limits of their own (<see cref="SupernodeSettings"/>): they neither count here nor are given up.
/// </summary>
public static class LinkBudget
{
    /// <summary>The same after a link was opened, which stays: it is about to be used, or nobody would have opened it.</summary>
    /// <param name="newest">Whom the new link leads to.</param>
    /// <param name="links">The open links, the new one included, each with the time of its last use.</param>
    /// <param name="maxLinks">How many may stay open, 2 or more.</param>
    /// <param name="table">The peer's table.</param>
    /// <param name="role">Role and attachments, in a network that has roles.</param>
    public static IReadOnlyList<Contact> ExcessBeside(
        PeerId newest, IEnumerable<(Contact Contact, Instant LastUsed)> links, int maxLinks, NeighbourSnapshot table, RoleSnapshot? role = null)
    {
        var attached = AttachedTo(role);
        var rest = links.Where(link => link.Contact.Id != newest && !attached.Contains(link.Contact.Id));
        return Excess([.. rest], attached.Contains(newest) ? maxLinks : maxLinks - 1, table);
    }

    /// <summary>Chooses the links to close so that one eighth of the budget is free again.</summary>
    /// <param name="links">The open links, each with the time of its last use.</param>
    /// <param name="maxLinks">How many may stay open, 1 or more.</param>
    /// <param name="table">The peer's table.</param>
    /// <returns>The contacts whose links are to be closed; none while there are at most <paramref name="maxLinks"/>.</returns>
    public static IReadOnlyList<Contact> Excess(
        IReadOnlyCollection<(Contact Contact, Instant LastUsed)> links, int maxLinks, NeighbourSnapshot table)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(table);
        if (links.Count <= maxLinks)
            return [];

        var surplus = links.Count - maxLinks + (maxLinks / 8);
        return
        [
            .. links
                .OrderBy(link => table.Contains(link.Contact.Id))
                .ThenBy(link => link.LastUsed)
                .Take(surplus)
                .Select(link => link.Contact),
        ];
    }

    /// <summary>Leaves and supernodes at the other end of a role's links.</summary>
    internal static HashSet<PeerId> AttachedTo(RoleSnapshot? role) =>
        role is null ? [] : [.. role.Supernodes.Concat(role.PrimaryLeaves).Concat(role.StandbyLeaves).Select(contact => contact.Id)];
}
