using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Which links a peer gives up because nothing has used them for long. That is no verdict on the contact: the link is opened again when it is
/// needed. Links between leaves and their supernodes stay, and so do all of a naive peer, whose broadcasts go to nobody else.
/// </summary>
public static class IdleLinks
{
    /// <summary>Chooses the links to close now.</summary>
    /// <param name="links">The open links, each with the time of its last use.</param>
    /// <param name="timeout">How long a link may be unused, above zero.</param>
    /// <param name="now">The time.</param>
    /// <param name="strategy">What the peer follows; <see cref="RoutingStrategy.Auto"/> while it has yet to choose.</param>
    /// <param name="role">Role and attachments, in a network that has roles.</param>
    /// <returns>The contacts whose links are to be closed.</returns>
    public static IReadOnlyList<Contact> Due(
        IEnumerable<(Contact Contact, Instant LastUsed)> links,
        TimeSpan timeout,
        Instant now,
        RoutingStrategy strategy,
        RoleSnapshot? role = null)
    {
        ArgumentNullException.ThrowIfNull(links);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        if (strategy is RoutingStrategy.Naive or RoutingStrategy.Auto)
            return [];

        var attached = LinkBudget.AttachedTo(role);
        return
        [
            .. links
                .Where(link => now - link.LastUsed >= timeout && !attached.Contains(link.Contact.Id))
                .Select(link => link.Contact),
        ];
    }
}
