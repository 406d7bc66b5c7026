using System.Text.Json.Serialization;
using HyperToken.Node.Up.Events;

namespace HyperToken.Node.Up.Commands;

internal sealed class PeersCommand : ISlashCommand
{
    public string Usage => "/peers";

    public string Does => "lists the live peers";

    public async Task<UpEvent> RunAsync(string argument, SlashContext context, CancellationToken stop) =>
        await PeersEvent.OfAsync(context.Network, stop);
}

internal sealed record PeersEvent(int Live, int Killed, IReadOnlyList<PeerLine> Peers) : UpEvent("peers")
{
    public static async Task<PeersEvent> OfAsync(UpNetwork network, CancellationToken stop)
    {
        var live = network.Live;
        var reports = await UpNetwork.ForEachAsync(live, peer => peer.Peer.InspectAsync(), stop);
        return new PeersEvent(
            live.Count,
            network.Started - live.Count,
            [.. live.Zip(reports, (peer, report) => new PeerLine(peer.Index, peer.Id.ToString(), report.Links.Count, report.Table.Count)
            {
                Role = report.RoleOf() is { } role ? RoleEvent.NameOf(role) : null,
            })]);
    }

    public override IEnumerable<string> ToLines() =>
    [
        $"peers: {Live} live, {Killed} killed",
        .. Peers.Select(peer => $"  {peer.Index,5}  {peer.Id[..16]}…  {peer.Connections,4} connections  {peer.Contacts,4} contacts  {peer.Role}".TrimEnd()),
    ];
}

/// <param name="Index">The peer's place among all ever started, from 0.</param>
/// <param name="Id">The peer.</param>
/// <param name="Connections">Its open links.</param>
/// <param name="Contacts">Contacts in its table; a leaf has none.</param>
internal sealed record PeerLine(int Index, string Id, int Connections, int Contacts)
{
    /// <summary>Its role, where peers have roles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }
}
