using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Supernode;

/// <content>A new beginning after this component has crashed, while the rest of the peer went on.</content>
public sealed partial class SupernodeComponent
{
    /// <summary>Supernodes of the table that a former supernode turns to.</summary>
    private const int MaxFallbacks = 3;

    /// <summary>
    /// Begins anew after a crash, as a leaf, whatever the peer was: what it knew of its leaves is lost. They are told at once, so that
    /// they rely on others, and so are the supernodes of its table; it serves what these had sent meanwhile, and then leaves the mesh.
    /// </summary>
    /// <param name="last">Role and attachments as last published.</param>
    /// <param name="table">The table as last published.</param>
    /// <param name="seeds">The contacts the peer has joined through.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what has to be done.</param>
    public void Restore(RoleSnapshot last, NeighbourSnapshot table, IReadOnlyList<Contact> seeds, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        _table = table;
        var others = table.Closest(Self.Id, MaxFallbacks);
        output.Signal(new SelfChanged(Self));
        if (last.Role != PeerRole.Leaf)
            output.Signal(new RoleChanged(PeerRole.Leaf));
        if (last.Role == PeerRole.Supernode)
            Dismiss(last, table, [.. others.Select(contact => new SupernodeLoad(contact, 0, 0))], output);

        _isLeaving = true;
        _leftAt = now;
        Start([.. last.Supernodes.Concat(others).Concat(seeds).Where(contact => contact.Id != Self.Id).DistinctBy(contact => contact.Id)], now, output);
        Publish(output);
    }

    private void Dismiss(RoleSnapshot last, NeighbourSnapshot table, SupernodeLoad[] others, IPeerOutput output)
    {
        var dismissed = new RegisteredFrame(RegisterOutcome.NotSupernode, 0, 0, 0, others, null);
        foreach (var leaf in last.PrimaryLeaves.Concat(last.StandbyLeaves))
            output.Send(leaf, dismissed);

        var announcement = Announcement();
        foreach (var supernode in table.Closest(Self.Id, table.Count))
            output.Send(supernode, announcement);
    }
}
