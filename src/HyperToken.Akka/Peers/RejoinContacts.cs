using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Peers;

/// <summary>Through whom a peer that crashed enters the network again.</summary>
/// <param name="Contacts">The contacts; null when it had not joined.</param>
internal sealed record RejoinContacts(IReadOnlyList<Contact>? Contacts)
{
    private const int MaxSupernodes = 3;

    /// <summary>
    /// The contacts it had joined through; without any, those of its table. With a role it begins as a leaf, which has no table: then the
    /// supernodes it knew come first, and the table is forgotten.
    /// </summary>
    public static RejoinContacts Of(PeerMemory memory)
    {
        if (memory.Seeds is not { } seeds)
            return new RejoinContacts(Contacts: null);

        var (self, table) = (memory.Self.Id, memory.Table);
        if (memory.Role is not { } role)
            return new RejoinContacts(seeds.Count > 0 ? seeds : table.Closest(self, table.K));

        memory.Role = null;
        memory.Table = NeighbourSnapshot.Empty(self, table.K);
        var known = role.Supernodes.Concat(table.Closest(self, MaxSupernodes)).Concat(seeds);
        return new RejoinContacts([.. known.DistinctBy(contact => contact.Id)]);
    }
}
