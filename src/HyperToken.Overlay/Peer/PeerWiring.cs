namespace HyperToken.Overlay.Peer;

/// <summary>
/// How the components make one peer: the only place that says which output of one is the input of which other. Hosts ask
/// here where to send and decide nothing themselves, so a simulated peer and a live one are the same peer.
/// </summary>
public static class PeerWiring
{
    /// <summary>Who is told of a signal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The signal has no addressee: a component was added and not wired.</exception>
    public static PeerPart AddresseesOf(PeerSignal signal) => signal switch
    {
        // What lookups, links and frames learn about contacts feeds the table.
        ContactSeen or ContactsSeen or RoundTripMeasured or PingAnswered => PeerPart.Table,
        ContactSuspected => PeerPart.Table | PeerPart.Role,
        ContactFailed or QueryReceived => PeerPart.Table,
        ProbeAll or BucketTouched or SettleTable => PeerPart.Table,

        // What the table learns feeds the peer, and through it broadcasts, answers and the next lookups.
        SnapshotPublished => PeerPart.Peer | PeerPart.Role,
        TableSettled or TableRestarted or ProbesFinished or BucketStale => PeerPart.Peer,
        ContactReturned => PeerPart.Peer,
        ContactAdded or ContactEvicted => PeerPart.Application,

        LookupRequested or QueryAnswered => PeerPart.Lookups,
        LookupCompleted { Purpose: LookupPurpose.Application } => PeerPart.Application,
        LookupCompleted or LeafLocated => PeerPart.Peer,

        // A contact that cannot be reached is gone from the table, from the lookups that wait for it, and from the frame's way.
        SendFailed => PeerPart.Peer | PeerPart.Table | PeerPart.Lookups | PeerPart.Role,
        LinkWanted or LinkUnwanted => PeerPart.Links,
        LinkOpened => PeerPart.Peer | PeerPart.Role | PeerPart.Application,
        LinkClosed { Lost: true } => PeerPart.Peer | PeerPart.Table | PeerPart.Lookups | PeerPart.Role | PeerPart.Application,
        LinkClosed => PeerPart.Peer | PeerPart.Role | PeerPart.Application,

        // The role decides whether the peer is in the mesh, and so how others know it and how broadcasts reach it.
        RoleStarted or RoleFrameReceived or MeshEntered => PeerPart.Role,
        RolePublished or MeshWanted => PeerPart.Peer,

        // The role knows how large the network is; the peer follows the strategy.
        StrategyWanted => PeerPart.Role,
        StrategyChosen => PeerPart.Peer,
        StrategyChanged => PeerPart.Role | PeerPart.Application,
        MeshUnwanted => PeerPart.Peer | PeerPart.Table,
        SelfChanged => PeerPart.Peer | PeerPart.Table | PeerPart.Links,
        RoleChanged => PeerPart.Application,

        JoinCompleted => PeerPart.Peer | PeerPart.Role | PeerPart.Application,
        MaintenanceCompleted or SendCompleted or ReachKnown or LocateCompleted => PeerPart.Application,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "This signal has no addressee."),
    };
}
