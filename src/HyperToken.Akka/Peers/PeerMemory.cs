using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Peers;

/// <summary>
/// What of a peer outlives its actors: a restarted table begins with the last snapshot; a restarted peer with its seeds, its
/// subscribers, the messages it has seen, and a new incarnation; a restarted role as a leaf, and tells those that relied on it.
/// </summary>
internal sealed class PeerMemory
{
    private readonly CancellationTokenSource _stopped = new();
    private volatile NeighbourSnapshot _table;
    private volatile IReadOnlyList<Contact>? _seeds;
    private volatile Contact _self;
    private volatile RoleSnapshot? _role;
    private volatile RoleFigures? _figures;
    private volatile RoutingStrategy _strategy;
    private volatile bool _isAutomatic;
    private ulong _roleLives;
    private ulong _incarnation = (ulong)(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerMicrosecond);

    public PeerMemory(Contact self, HyperTokenSettings settings)
    {
        _self = self;
        _strategy = settings.Peer.Strategy;
        _isAutomatic = _strategy == RoutingStrategy.Auto;
        _table = NeighbourSnapshot.Empty(self.Id, settings.Peer.Kademlia.K);
        Seen = new SeenCache(settings.Peer.Broadcast.SeenWindow, settings.Peer.Broadcast.SeenCapacity);
        Messages = new MessageMemory(settings.Peer.Broadcast.Repair);
    }

    /// <summary>How the peer was last known to others.</summary>
    public Contact Self
    {
        get => _self;
        set => _self = value;
    }

    /// <summary>Role and attachments as last published; null in a network without roles, and before a role was published.</summary>
    public RoleSnapshot? Role
    {
        get => _role;
        set => _role = value;
    }

    /// <summary>The strategy the peer follows; <see cref="RoutingStrategy.Auto"/> until the size of the network was seen for the first time.</summary>
    public RoutingStrategy Strategy
    {
        get => _strategy;
        set => _strategy = value;
    }

    /// <summary>Whether the size of the network decides on the strategy.</summary>
    public bool IsAutomatic
    {
        get => _isAutomatic;
        set => _isAutomatic = value;
    }

    /// <summary>What the role was last worth.</summary>
    public RoleFigures? Figures
    {
        get => _figures;
        set => _figures = value;
    }

    /// <summary>The routing table as last published.</summary>
    public NeighbourSnapshot Table
    {
        get => _table;
        set => _table = value;
    }

    /// <summary>The contacts the peer joined by, or null before it joined.</summary>
    public IReadOnlyList<Contact>? Seeds
    {
        get => _seeds;
        set => _seeds = value;
    }

    /// <summary>The messages for this peer seen, so that none is delivered again after a restart. For the peer's actor alone.</summary>
    public SeenCache Seen { get; }

    /// <summary>The broadcasts seen, and those kept to be sent again. For the peer's actor alone.</summary>
    public MessageMemory Messages { get; }

    /// <summary>Who is told of events. For the peer's actor alone.</summary>
    public HashSet<IActorRef> Subscribers { get; } = [];

    /// <summary>Cancelled once the peer has stopped for good: nobody has to wait for its answers any more.</summary>
    public CancellationToken Stopped => _stopped.Token;

    /// <summary>When the peer started for the first time. For the peer's actor alone.</summary>
    public Instant Started { get; private set; } = Instant.Never;

    /// <summary>The peer starts; only the first time counts.</summary>
    public void StartedAt(Instant now) => Started = Instant.Min(Started, now);

    /// <summary>Higher than every one before, also before a restart of the process, so that message sequences may begin anew.</summary>
    public ulong NextIncarnation() => Interlocked.Increment(ref _incarnation);

    /// <summary>Which life of the peer's role begins, from 1: no two draw the same by chance.</summary>
    public ulong NextRoleLife() => Interlocked.Increment(ref _roleLives);

    /// <summary>The peer has stopped for good.</summary>
    public void Stop() => _stopped.Cancel();
}
