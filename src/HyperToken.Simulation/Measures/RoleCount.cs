using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Measures;

/// <summary>Counts supernodes and leaves, and who is attached to whom.</summary>
internal static class RoleCount
{
    public static RoleFigures Of(SimulationWorld world)
    {
        var supernodes = world.Alive.Where(IsSupernode).ToDictionary(peer => peer.Contact.Id);
        var leaves = world.Alive.Where(peer => !IsSupernode(peer)).ToArray();
        var wanted = Math.Min(world.Settings.Supernode.SupernodesPerLeaf, supernodes.Count);

        // A leaf without any supernode is not attached, also where there is none to attach to.
        var attached = leaves.Count(leaf => AttachedTo(leaf, supernodes) >= Math.Max(1, wanted));
        int[] loads = [.. supernodes.Values.Select(peer => RoleOf(peer).PrimaryLeaves.Count)];
        return new RoleFigures(
            supernodes.Count,
            leaves.Length == 0 ? null : (double)attached / leaves.Length,
            loads.Sum() == 0 ? null : loads.Max() / loads.Average());
    }

    private static int AttachedTo(SimulatedPeer leaf, Dictionary<PeerId, SimulatedPeer> supernodes) =>
        RoleOf(leaf).Supernodes.Count(contact => supernodes.ContainsKey(contact.Id));

    private static bool IsSupernode(SimulatedPeer peer) => RoleOf(peer).Role == PeerRole.Supernode;

    private static RoleSnapshot RoleOf(SimulatedPeer peer) => peer.Local!.Peer.Neighbours.Role!;
}
