using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Supernode;

/// <summary>A peer's role and attachments at one moment, immutable: what broadcasts and routes read, without asking who owns them.</summary>
public sealed class RoleSnapshot
{
    /// <summary>A leaf that has no supernode yet.</summary>
    public static readonly RoleSnapshot Unattached = new(PeerRole.Leaf, [], [], []);

    internal RoleSnapshot(PeerRole role, Contact[] supernodes, Contact[] primaryLeaves, Contact[] standbyLeaves)
    {
        Role = role;
        Supernodes = supernodes;
        PrimaryLeaves = primaryLeaves;
        StandbyLeaves = standbyLeaves;
    }

    /// <summary>The role.</summary>
    public PeerRole Role { get; }

    /// <summary>The supernodes a leaf is attached to, the primary first.</summary>
    public IReadOnlyList<Contact> Supernodes { get; }

    /// <summary>The leaves that get payloads from this supernode.</summary>
    public IReadOnlyList<Contact> PrimaryLeaves { get; }

    /// <summary>The leaves that are only told the ids of messages.</summary>
    public IReadOnlyList<Contact> StandbyLeaves { get; }

    /// <summary>Whether the peer relies on supernodes: it serves no buckets and is in no table.</summary>
    public bool IsLeaf => Role != PeerRole.Supernode;

    /// <summary>Where a leaf hands in what it sends; null for a supernode, or while it is attached to nobody.</summary>
    public Contact? Primary => IsLeaf && Supernodes.Count > 0 ? Supernodes[0] : null;
}
