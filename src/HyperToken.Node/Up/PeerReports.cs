using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Node.Up;

/// <summary>What the reports of peers with and without roles have in common.</summary>
internal static class PeerReports
{
    /// <summary>Whether the peer has found others: those of its table, or the supernodes it is attached to.</summary>
    public static bool KnowsOthers(this PeerReport report) => report.Table.Count > 0 || report.Supernodes().Count > 0;

    /// <summary>The supernodes a leaf is attached to; none for others.</summary>
    public static IReadOnlyList<Overlay.Identity.Contact> Supernodes(this PeerReport report) =>
        report.Role is { Snapshot: { IsLeaf: true } role } ? role.Supernodes : [];

    /// <summary>The role; null where peers have none.</summary>
    public static PeerRole? RoleOf(this PeerReport report) => report.Role?.Snapshot.Role;
}
