using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <content>A new beginning after this component has crashed, while the rest of the peer went on.</content>
public sealed partial class SupernodeComponent
{
    /// <summary>Supernodes of the table that a former supernode turns to.</summary>
    private const int MaxFallbacks = 3;

    /// <summary>
    /// Begins anew after a crash. On a strategy with roles as a leaf, whatever the peer was: what it knew of its leaves is lost. They are
    /// told at once, so that they rely on others, and so are the supernodes of its table; it serves what these had sent meanwhile, and
    /// then leaves the mesh. On the others the peer goes on as the server it is, and leaves that have not changed yet register again.
    /// </summary>
    /// <param name="last">Role and attachments as last published.</param>
    /// <param name="table">The table as last published.</param>
    /// <param name="strategy">The strategy the peer follows.</param>
    /// <param name="isAutomatic">Whether the size of the network decides on it.</param>
    /// <param name="seeds">The contacts the peer has joined through.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what has to be done.</param>
    public void Restore(
        RoleSnapshot last,
        NeighbourSnapshot table,
        RoutingStrategy strategy,
        bool isAutomatic,
        IReadOnlyList<Contact> seeds,
        Instant now,
        IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        _table = table;
        if (StrategyPlans.HasRoles(strategy))
            BeginAsLeaf(last, strategy, seeds, now, output);
        else
            Start(new RoleStarted(seeds, strategy, IsServer: true), now, output);

        if (isAutomatic)
            Follow(RoutingStrategy.Auto, now);

        Publish(output);
    }

    private void BeginAsLeaf(RoleSnapshot last, RoutingStrategy strategy, IReadOnlyList<Contact> seeds, Instant now, IPeerOutput output)
    {
        var others = _table.Closest(Self.Id, MaxFallbacks);
        output.Signal(new SelfChanged(Self));
        if (last.Role != PeerRole.Leaf)
            output.Signal(new RoleChanged(PeerRole.Leaf));
        if (last.Role == PeerRole.Supernode)
            Dismiss(last, [.. others.Select(contact => new SupernodeLoad(contact, 0, 0))], output);

        _isLeaving = true;
        _leftAt = now;
        Contact[] known = [.. last.Supernodes.Concat(others).Concat(seeds).Where(contact => contact.Id != Self.Id).DistinctBy(contact => contact.Id)];
        Start(new RoleStarted(known, strategy, IsServer: false), now, output);
    }

    private void Dismiss(RoleSnapshot last, SupernodeLoad[] others, IPeerOutput output)
    {
        var dismissed = new RegisteredFrame(RegisterOutcome.NotSupernode, 0, 0, 0, others, null);
        foreach (var leaf in last.PrimaryLeaves.Concat(last.StandbyLeaves))
            output.Send(leaf, dismissed);

        var announcement = Announcement();
        foreach (var supernode in _table.Closest(Self.Id, _table.Count))
            output.Send(supernode, announcement);
    }
}
