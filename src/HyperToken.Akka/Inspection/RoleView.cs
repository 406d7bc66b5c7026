using HyperToken.Peers;

namespace HyperToken.Inspection;

/// <summary>A peer's role, and who is attached to whom: the answer to <c>roles</c>.</summary>
/// <param name="Id">The peer.</param>
/// <param name="Role">What it is, <c>leaf</c>, <c>candidate</c> or <c>supernode</c>; null where peers have no roles.</param>
/// <param name="Score">Its own score, 0 to 1.</param>
/// <param name="EstimatedPeers">Its estimate of the network's size; 0 while it cannot tell.</param>
/// <param name="Supernodes">Those a leaf is attached to, the primary first.</param>
/// <param name="PrimaryLeaves">Leaves that get payloads from it.</param>
/// <param name="StandbyLeaves">Leaves that it only tells of messages.</param>
public sealed record RoleView(
    string Id,
    string? Role,
    double Score,
    int EstimatedPeers,
    IReadOnlyList<string> Supernodes,
    IReadOnlyList<string> PrimaryLeaves,
    IReadOnlyList<string> StandbyLeaves)
{
    /// <summary>What a report says.</summary>
    public static RoleView Of(PeerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var role = report.Role?.Snapshot;
        return new RoleView(
            report.Self.Id.ToString(),
            role is null ? null : Words.Of(role.Role),
            Math.Round(report.Role?.Score ?? 0, 3),
            report.EstimatedPeers,
            role is { IsLeaf: true } ? Words.Ids(role.Supernodes) : [],
            role is null ? [] : Words.Ids(role.PrimaryLeaves),
            role is null ? [] : Words.Ids(role.StandbyLeaves));
    }
}
