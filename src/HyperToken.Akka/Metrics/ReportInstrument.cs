using HyperToken.Inspection;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Metrics;

/// <summary>How something else in a peer's report than a counter of its protocol is measured.</summary>
/// <param name="Kind">How its values behave.</param>
/// <param name="Name">The instrument's name.</param>
/// <param name="Unit">What is counted, as OpenTelemetry writes it.</param>
/// <param name="Description">What it says, in one sentence.</param>
/// <param name="Read">Reads its values; none where the peer has nothing to say.</param>
internal sealed record ReportInstrument(InstrumentKind Kind, string Name, string Unit, string Description, Func<PeerReport, IEnumerable<Reading>> Read)
{
    /// <summary>Every one there is.</summary>
    public static readonly IReadOnlyList<ReportInstrument> All =
    [
        new(InstrumentKind.Counter, "hypertoken.link.io", "By", "Bytes that all links have carried, those that are closed included.",
            report => Directions(report.Traffic.BytesIn, report.Traffic.BytesOut)),
        new(InstrumentKind.Counter, "hypertoken.link.frames", "{frame}", "Frames that all links have carried, those that are closed included.",
            report => Directions(report.Traffic.FramesIn, report.Traffic.FramesOut)),
        new(InstrumentKind.Counter, "hypertoken.link.dropped", "{frame}", "Payload frames that links were too slow for, or lost when they closed.",
            report => [report.Traffic.Dropped]),
        new(InstrumentKind.Counter, "hypertoken.frame.errors", "{frame}", "Frames that could not be understood, by kind of error.",
            report => Enum.GetValues<FrameError>().Where(error => error != FrameError.None)
                .Select(error => new Reading(report.FrameErrors.GetValueOrDefault(error), "error.type", Words.Of(error)))),
        new(InstrumentKind.UpDownCounter, "hypertoken.link.open", "{link}", "Open links.", report => [report.LinkReports.Count]),
        new(InstrumentKind.UpDownCounter, "hypertoken.link.queue.frames", "{frame}", "Frames that wait for a link.",
            report => [report.LinkReports.Sum(link => (long)link.QueuedFrames)]),
        new(InstrumentKind.UpDownCounter, "hypertoken.link.queue.size", "By", "Bytes of the frames that wait for a link.",
            report => [report.LinkReports.Sum(link => link.QueuedBytes)]),
        new(InstrumentKind.UpDownCounter, "hypertoken.table.contacts", "{contact}", "Contacts in the routing table; a leaf has none.",
            report => [report.Table.Count]),
        new(InstrumentKind.UpDownCounter, "hypertoken.table.suspects", "{contact}", "Contacts in the routing table whose last exchange failed.",
            report => [SuspectsOf(report.Table)]),
        new(InstrumentKind.UpDownCounter, "hypertoken.lookup.running", "{lookup}", "Lookups that have not ended.", report => [report.RunningLookups]),
        new(InstrumentKind.UpDownCounter, "hypertoken.broadcast.waiting", "{message}", "Own messages that wait for the links.",
            report => [report.WaitingBroadcasts]),
        new(InstrumentKind.UpDownCounter, "hypertoken.role.current", "{peer}", "1 for the role the peer has, 0 for the others; nothing where peers have none.",
            report => report.Role is { } role ? States("hypertoken.role", role.Snapshot.Role, Enum.GetValues<PeerRole>()) : []),
        new(InstrumentKind.UpDownCounter, "hypertoken.role.leaves", "{peer}", "Leaves attached to this supernode; nothing where peers have no roles.",
            report => report.Role is { } role
                ?
                [
                    new Reading(role.Snapshot.PrimaryLeaves.Count, "hypertoken.leaf.kind", "primary"),
                    new Reading(role.Snapshot.StandbyLeaves.Count, "hypertoken.leaf.kind", "standby"),
                ]
                : []),
        new(InstrumentKind.UpDownCounter, "hypertoken.role.supernodes", "{peer}", "Supernodes this leaf is attached to; nothing where peers have no roles.",
            report => report.Role is { Snapshot: var role } ? [role.IsLeaf ? role.Supernodes.Count : 0] : []),
        new(InstrumentKind.UpDownCounter, "hypertoken.strategy.current", "{peer}", "1 for the strategy the peer follows, 0 for the others.",
            report => States("hypertoken.strategy", report.Strategy, Enum.GetValues<RoutingStrategy>())),
        new(InstrumentKind.Gauge, "hypertoken.network.peers", "{peer}", "Peers in the network, as this one estimates it; nothing while it cannot tell.",
            report => report.EstimatedPeers > 0 ? [report.EstimatedPeers] : []),
        new(InstrumentKind.Gauge, "hypertoken.role.score", "1", "The peer's own score as a supernode, 0 to 1; nothing where peers have no roles.",
            report => report.Role is { } role ? [role.Score] : []),
        new(InstrumentKind.Gauge, "hypertoken.peer.uptime", "s", "Time since the peer was started.", report => [report.Uptime.TotalSeconds]),
    ];

    private static Reading[] Directions(long received, long sent) =>
        [new(received, "network.io.direction", "receive"), new(sent, "network.io.direction", "transmit")];

    private static IEnumerable<Reading> States<TState>(string tag, TState current, TState[] all)
        where TState : struct, Enum =>
        all.Select(state => new Reading(EqualityComparer<TState>.Default.Equals(state, current) ? 1 : 0, tag, Words.Of(state)));

    private static int SuspectsOf(NeighbourSnapshot table)
    {
        var suspects = 0;
        for (var bucket = table.LowestBucket; bucket < Overlay.Identity.PeerId.Bits; bucket++)
        {
            foreach (ref readonly var entry in table.Bucket(bucket))
                suspects += entry.IsSuspect ? 1 : 0;
        }

        return suspects;
    }
}
