using HyperToken.Inspection;
using HyperToken.Node.Up.Events;
using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Commands;

internal sealed class RolesCommand : ISlashCommand
{
    public string Usage => "/roles [PEER]";

    public string Does => "sums up supernodes, their leaves and the supernodes of each leaf; or shows who is attached to whom for one peer";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop)
    {
        var network = context.Network;
        if (!network.HasRoles)
            throw new SlashCommandException("peers have no roles here; start with --strategy supernode, hybrid or auto");
        if (argument.Length == 0)
            return new RolesEvent(RoleSums.Of(await network.InspectAsync(stop))!);

        var peer = PeerReference.Resolve(argument, network);
        return RoleEvent.Of(peer, await peer.Peer.InspectAsync());
    }
}

internal sealed record RolesEvent(RoleSums Roles) : UpEvent("roles")
{
    public override IEnumerable<string> ToLines() =>
    [
        $"roles: {Roles.ToLine()}",
        $"  the network has about {Roles.EstimatedPeers} peers, as they estimate it (min/avg/max)",
    ];
}

/// <param name="Index">The peer's place among all ever started, from 0.</param>
/// <param name="Id">The peer.</param>
/// <param name="Role">What it is.</param>
/// <param name="Score">Its own score, 0 to 1.</param>
/// <param name="EstimatedPeers">Its estimate of the network's size; 0 while it cannot tell.</param>
/// <param name="Supernodes">Those a leaf is attached to, the primary first.</param>
/// <param name="PrimaryLeaves">Leaves that get payloads from it.</param>
/// <param name="StandbyLeaves">Leaves that it only tells of messages.</param>
internal sealed record RoleEvent(
    int Index,
    string Id,
    string Role,
    double Score,
    int EstimatedPeers,
    IReadOnlyList<string> Supernodes,
    IReadOnlyList<string> PrimaryLeaves,
    IReadOnlyList<string> StandbyLeaves) : UpEvent("role")
{
    public static RoleEvent Of(UpPeer peer, PeerReport report)
    {
        var role = RoleView.Of(report);
        return new RoleEvent(
            peer.Index, role.Id, role.Role!, role.Score, role.EstimatedPeers, role.Supernodes, role.PrimaryLeaves, role.StandbyLeaves);
    }

    /// <summary>A role in lower case.</summary>
    public static string NameOf(PeerRole role) => role.ToString().ToLowerInvariant();

    public override IEnumerable<string> ToLines()
    {
        yield return $"role of peer {Index} ({Id[..8]}): {Role}, score {Score:0.00}, about {EstimatedPeers} peers in the network";
        if (Supernodes.Count > 0)
            yield return $"  primary {Supernodes[0][..8]}, standby {Short(Supernodes.Skip(1))}";
        if (PrimaryLeaves.Count > 0)
            yield return $"  {PrimaryLeaves.Count} primary leaves: {Short(PrimaryLeaves)}";
        if (StandbyLeaves.Count > 0)
            yield return $"  {StandbyLeaves.Count} standby leaves: {Short(StandbyLeaves)}";
    }

    private static string Short(IEnumerable<string> ids) => string.Join(' ', ids.Select(id => id[..8]));
}
