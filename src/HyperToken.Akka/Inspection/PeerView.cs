using System.Text.Json.Serialization;
using HyperToken.Peers;

namespace HyperToken.Inspection;

/// <summary>Who a peer is, and how it stands in the network: the answer to <c>peer</c>.</summary>
/// <param name="Id">The peer, 64 hexadecimal digits.</param>
/// <param name="Address">Where it accepts links.</param>
/// <param name="Mode">Whether others may rely on it: <c>server</c> or <c>leaf</c>.</param>
/// <param name="Strategy">The strategy it follows; <c>auto</c> while the size of the network has not been seen.</param>
/// <param name="EstimatedPeers">Its estimate of the network's size, itself included; 0 while it cannot tell.</param>
/// <param name="Contacts">Contacts in its table; a leaf has none.</param>
/// <param name="Connections">Its open links.</param>
/// <param name="RunningLookups">Lookups that have not ended.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for the links.</param>
/// <param name="UptimeMs">Since the peer was started, in milliseconds; a crash it came back from does not begin it anew.</param>
public sealed record PeerView(
    string Id,
    string Address,
    string Mode,
    string Strategy,
    int EstimatedPeers,
    int Contacts,
    int Connections,
    int RunningLookups,
    int WaitingBroadcasts,
    double UptimeMs)
{
    /// <summary>Its role, <c>leaf</c>, <c>candidate</c> or <c>supernode</c>; null where peers have none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>What a report says.</summary>
    public static PeerView Of(PeerReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new PeerView(
            report.Self.Id.ToString(),
            report.Self.Address,
            Words.Of(report.Self.Mode),
            Words.Of(report.Strategy),
            report.EstimatedPeers,
            report.Table.Count,
            report.Links.Count,
            report.RunningLookups,
            report.WaitingBroadcasts,
            Words.Milliseconds(report.Uptime))
        {
            Role = report.Role is { } role ? Words.Of(role.Snapshot.Role) : null,
        };
    }
}
