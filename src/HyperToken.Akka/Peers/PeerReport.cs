using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Peers;

/// <summary>A peer as it was at one moment.</summary>
/// <param name="Self">How the peer is known to others.</param>
/// <param name="Table">Its routing table.</param>
/// <param name="Links">The contacts it has open links to.</param>
/// <param name="Counters">What it has counted since it started.</param>
/// <param name="FrameErrors">Frames it could not understand, by kind of error.</param>
/// <param name="RunningLookups">Lookups that have not ended.</param>
/// <param name="EstimatedPeers">Its estimate of the network's size, itself included; of a leaf, that of its supernodes; 0 while it cannot tell.</param>
/// <param name="Traffic">What its links have carried since it started, those that are closed included.</param>
/// <param name="LinkReports">Its open links, one by one.</param>
/// <param name="WaitingBroadcasts">Own messages that wait for the fan-out.</param>
/// <param name="Strategy">The strategy it follows; <see cref="RoutingStrategy.Auto"/> while the size of the network has not been seen.</param>
/// <param name="Role">Its role, in a network that has roles.</param>
public sealed record PeerReport(
    Contact Self,
    NeighbourSnapshot Table,
    IReadOnlyList<Contact> Links,
    PeerCounters Counters,
    IReadOnlyDictionary<FrameError, long> FrameErrors,
    int RunningLookups,
    int EstimatedPeers,
    LinkTraffic Traffic,
    IReadOnlyList<LinkReport> LinkReports,
    int WaitingBroadcasts,
    RoutingStrategy Strategy,
    RoleReport? Role)
{
    /// <summary>When that was, by the clock the times in <see cref="Table"/> are of.</summary>
    public Instant Time { get; init; }

    /// <summary>How long the peer has run by then; a crash it came back from does not begin it anew.</summary>
    public TimeSpan Uptime { get; init; }
}
