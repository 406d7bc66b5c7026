using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Supernode;

/// <content>
/// What the strategy has to say: where it knows no roles, everybody is a server in everybody's tables, and takes the leaves of those
/// that have not changed yet.
/// </content>
public sealed partial class SupernodeComponent
{
    private bool AreRolesFree => StrategyPlans.HasRoles(_strategy);

    /// <summary>Stable enough: as many as a leaf wants to be attached to.</summary>
    private bool HasStableNodes
    {
        get
        {
            if (Role != PeerRole.Supernode)
                return _attachments.HasPrimary;

            var stable = Fresh.Count(known => known.Score >= _settings.MinScore) + (_attachments.Self.IsEligible ? 1 : 0);
            return stable >= _settings.SupernodesPerLeaf;
        }
    }

    private void Follow(RoutingStrategy wanted, Instant now)
    {
        _automatic = null;
        if (wanted != RoutingStrategy.Auto)
            return;

        _automatic = new AutomaticStrategy(_auto, _strategy);
        _automatic.Begin(now);
    }

    private void Changed(StrategyChanged changed, IPeerOutput output)
    {
        _strategy = changed.To;
        _linksStayUntil = changed.LinksStayUntil;
        if (AreRolesFree)
            return;

        _isSteppingDown = false;
        _candidacy = null;
        if (Role != PeerRole.Supernode && !_isEntering)
            EnterMesh(output);
    }

    private SizeSample SizeOfNetwork()
    {
        if (Role != PeerRole.Supernode)
            return new SizeSample(_attachments.NetworkSize, IsExact: false);

        var census = Census();
        var servers = _linked.Count(contact => contact.Mode == ContactMode.Server);
        return census.Leaves == 0 && SizeSample.Counted(_table, servers, isMesh: _strategy == RoutingStrategy.Naive) is { } counted
            ? counted
            : new SizeSample((int)Math.Round(census.Peers), IsExact: false);
    }
}
