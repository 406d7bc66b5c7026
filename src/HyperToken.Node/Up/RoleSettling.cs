using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Node.Up;

/// <summary>
/// When the roles of a new network have settled: there are half to twice as many supernodes as its size asks for, every leaf holds as
/// many of them as it should, and nobody is about to change its role. Where peers choose their strategy: when none has changed it
/// for twice as long as one is kept at least.
/// </summary>
internal sealed class RoleSettling
{
    /// <summary>The wait for it is given up then: minima that nobody meets would make it endless.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>How often peers are asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly PeerSettings _settings;
    private long _changes = -1;
    private TimeSpan _unchangedSince;

    public RoleSettling(PeerSettings settings) => _settings = settings;

    /// <param name="reports">All live peers.</param>
    /// <param name="elapsed">Since the wait began.</param>
    public bool IsSettled(IReadOnlyCollection<PeerReport> reports, TimeSpan elapsed)
    {
        var strategies = reports.Select(report => report.Strategy).Distinct().ToList();
        if (strategies.Contains(RoutingStrategy.Auto))
            return false;

        var changes = reports.Sum(report => report.Counters.StrategyChanges);
        if (changes != _changes)
            (_changes, _unchangedSince) = (changes, elapsed);
        if (_settings.Strategy == RoutingStrategy.Auto && elapsed - _unchangedSince < 2 * _settings.Auto.Dwell)
            return false;

        // Near a threshold some may follow the one strategy and some the other: then the number of supernodes is nobody's aim.
        return strategies.Count > 1 || !StrategyPlans.HasRoles(strategies[0]) || AreRolesSettled(reports, _settings.Supernode);
    }

    private static bool AreRolesSettled(IReadOnlyCollection<PeerReport> reports, SupernodeSettings settings)
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
