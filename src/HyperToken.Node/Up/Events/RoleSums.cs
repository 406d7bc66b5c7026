using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Events;

/// <summary>The roles of all peers, where they have roles.</summary>
/// <param name="Supernodes">Peers that leaves rely on.</param>
/// <param name="Candidates">Leaves about to become supernodes; counted among the leaves too.</param>
/// <param name="Leaves">Peers that rely on supernodes.</param>
/// <param name="PrimaryLeaves">Leaves that get payloads from one supernode.</param>
/// <param name="StandbyLeaves">Leaves that one supernode only tells of messages.</param>
/// <param name="LeavesBySupernodes">How many leaves hold so many supernodes: 3 if all is well.</param>
/// <param name="EstimatedPeers">How many peers the network has, as each of them estimates it; 0 where one cannot tell.</param>
internal sealed record RoleSums(
    int Supernodes,
    int Candidates,
    int Leaves,
    MinAvgMax PrimaryLeaves,
    MinAvgMax StandbyLeaves,
    IReadOnlyDictionary<int, int> LeavesBySupernodes,
    MinAvgMax EstimatedPeers)
{
    /// <summary>Sums up; null where peers have no roles.</summary>
    public static RoleSums? Of(IReadOnlyCollection<PeerReport> reports)
    {
        RoleSnapshot[] roles = [.. reports.Where(report => report.Role is not null).Select(report => report.Role!.Snapshot)];
        if (roles.Length == 0)
            return null;

        var leaves = roles.Where(role => role.IsLeaf).ToArray();
        var supernodes = roles.Where(role => !role.IsLeaf).ToArray();
        return new RoleSums(
            supernodes.Length,
            roles.Count(role => role.Role == PeerRole.Candidate),
            leaves.Length,
            MinAvgMax.Of([.. supernodes.Select(role => role.PrimaryLeaves.Count)]),
            MinAvgMax.Of([.. supernodes.Select(role => role.StandbyLeaves.Count)]),
            new SortedDictionary<int, int>(leaves.CountBy(role => role.Supernodes.Count).ToDictionary()),
            MinAvgMax.Of([.. reports.Select(report => report.EstimatedPeers)]));
    }

    public string ToLine() =>
        $"{Supernodes} supernodes with {PrimaryLeaves} primary and {StandbyLeaves} standby leaves each (min/avg/max), {Leaves} leaves"
        + (Candidates > 0 ? $", {Candidates} of them candidates" : "")
        + (LeavesBySupernodes.Count == 0 ? "" : $"; supernodes of a leaf: {string.Join(", ", LeavesBySupernodes.Reverse().Select(held => $"{held.Value} have {held.Key}"))}");
}
