using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Node.Up;

/// <summary>
/// When the roles of a new network have settled: there are half to twice as many supernodes as its size asks for, every leaf holds as
/// many of them as it should, and nobody is about to change its role.
/// </summary>
internal static class RoleSettling
{
    /// <summary>The wait for it is given up then: minima that nobody meets would make it endless.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>How often peers are asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static bool IsSettled(IReadOnlyCollection<PeerReport> reports, SupernodeSettings settings)
    {
        var supernodes = reports.Count(report => report.Role?.Snapshot.Role == PeerRole.Supernode);
        var target = Math.Min(reports.Count, SupernodeTarget.Of(reports.Count, settings));
        var held = Math.Min(settings.SupernodesPerLeaf, supernodes);
        return 2 * supernodes >= target
            && supernodes <= 2 * target
            && reports.All(report => report.Role?.Snapshot is { } role
                && (role.Role == PeerRole.Supernode || (role.Role == PeerRole.Leaf && role.Supernodes.Count >= held)));
    }
}
