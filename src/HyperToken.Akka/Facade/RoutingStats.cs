using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>What a <see cref="RoutedPeerManager"/> knows of its routing at one moment; counted since its peer started, and anew after a crash of the peer.</summary>
/// <param name="Strategy">The strategy it follows; <see cref="RoutingStrategy.Auto"/> while the size of the network has not been seen.</param>
/// <param name="Role">Its role; null in a network without roles.</param>
/// <param name="ConnectedPeers">Peers it has an open link to.</param>
/// <param name="KnownPeers">Contacts in its routing table; a leaf has none.</param>
/// <param name="EstimatedPeers">Its estimate of the network's size, itself included; 0 while it cannot tell.</param>
/// <param name="MessagesSent">Broadcasts it has published.</param>
/// <param name="MessagesReceived">Messages handed to the application, those for this peer alone included.</param>
/// <param name="PayloadsSent">Broadcast frames sent, its own and those it forwarded.</param>
/// <param name="PayloadsReceived">Broadcast frames received, copies included.</param>
/// <param name="Duplicates">Broadcast frames received again, and not handed to the application again.</param>
/// <param name="BytesSent">Bytes of all frames sent over its links.</param>
/// <param name="BytesReceived">Bytes of all frames received over its links.</param>
/// <param name="StrategyChanges">Times it went from one strategy to another; its first choice is none.</param>
public sealed record RoutingStats(
    RoutingStrategy Strategy,
    PeerRole? Role,
    int ConnectedPeers,
    int KnownPeers,
    int EstimatedPeers,
    long MessagesSent,
    long MessagesReceived,
    long PayloadsSent,
    long PayloadsReceived,
    long Duplicates,
    long BytesSent,
    long BytesReceived,
    long StrategyChanges)
{
    internal static RoutingStats Of(PeerReport report) => new(
        report.Strategy,
        report.Role?.Snapshot.Role,
        report.Links.Count,
        report.Table.Count,
        report.EstimatedPeers,
        report.Counters.Published,
        report.Counters.Delivered,
        report.Counters.PayloadsSent,
        report.Counters.PayloadsReceived,
        report.Counters.Duplicates,
        report.Traffic.BytesOut,
        report.Traffic.BytesIn,
        report.Counters.StrategyChanges);
}
