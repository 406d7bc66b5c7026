using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Supernode;

/// <summary>
/// The role of a peer in a network of supernodes and leaves: owns the supernodes a leaf is attached to, the leaves of a supernode, and
/// the way from one role to the other (docs/supernodes.md).
/// </summary>
public sealed partial class SupernodeComponent
{
    /// <summary>Supernodes told of the own load with each heartbeat.</summary>
    private const int GossipFanOut = 5;

    /// <summary>What was heard longer ago than so many heartbeats is not passed on.</summary>
    private const int FreshHeartbeats = 4;

    private readonly SupernodeSettings _settings;
    private readonly AutoSettings _auto;
    private readonly RandomSource _random;
    private readonly SupernodeDirectory _directory = new();
    private readonly Attachments _attachments;
    private readonly LeafSet _leaves;
    private readonly Election _election = new();
    private readonly ContactSet _linked = new();
    private readonly ReliabilityMeter _reliability = new();
    private readonly RoleSurplus _surplus;
    private NeighbourSnapshot _table;
    private IReadOnlyList<Contact> _seeds = [];
    private Candidacy? _candidacy;
    private Instant _startedAt;
    private Instant _nextBeat = Instant.Never;
    private Instant _nextEvaluation = Instant.Never;
    private Instant _enteredAt;
    private Instant _leftAt;
    private Instant _linksStayUntil;
    private RoutingStrategy _strategy;
    private AutomaticStrategy? _automatic;
    private bool _isEntering;
    private bool _isSteppingDown;
    private bool _isLeaving;
    private bool _isJoinReported;
    private bool _hasNews;

    /// <summary>Makes a leaf that knows nobody.</summary>
    /// <param name="self">How the peer is known to others; its mode becomes that of its role.</param>
    /// <param name="settings">Limits and intervals.</param>
    /// <param name="random">The peer's source of chance.</param>
    public SupernodeComponent(Contact self, PeerSettings settings, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(settings);
        Self = self.Mode == ContactMode.Leaf ? self : self.In(ContactMode.Leaf);
        _settings = settings.Supernode;
        _auto = settings.Auto;
        _random = random;
        _table = NeighbourSnapshot.Empty(self.Id, settings.Kademlia.K);
        _attachments = new Attachments(_settings, random);
        _leaves = new LeafSet(_settings);
        _surplus = new RoleSurplus(_settings);
    }

    /// <summary>How the peer is known to others.</summary>
    public Contact Self { get; private set; }

    /// <summary>The role.</summary>
    public PeerRole Role { get; private set; }

    /// <summary>The peer's own score, 0 to 1, as last computed.</summary>
    public float Score { get; private set; }

    /// <summary>How many peers the network is estimated to have; 0 when nobody can tell.</summary>
    public int EstimatedSize => Role == PeerRole.Supernode ? (int)Census().Peers : _attachments.NetworkSize;

    /// <summary>Whether it takes leaves: a supernode that does not intend to become a leaf.</summary>
    private bool IsServing => Role == PeerRole.Supernode && !_isSteppingDown;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline =>
        Instant.Min(
            Instant.Min(Instant.Min(_nextBeat, _nextEvaluation), _automatic?.NextDeadline ?? Instant.Never),
            Instant.Min(_attachments.NextDeadline, _candidacy?.Until ?? Instant.Never));

    /// <summary>Takes a signal that <see cref="PeerWiring"/> addresses to the role.</summary>
    public void Handle(PeerSignal signal, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        switch (signal)
        {
            case RoleFrameReceived received:
                Receive(received.From, received.Frame, now, output);
                break;
            case SnapshotPublished published:
                _table = published.Neighbours;
                break;
            case LinkOpened opened:
                _linked.Set(opened.Contact);
                break;
            case LinkClosed closed:
                _linked.Remove(closed.Contact.Id);
                if (closed.Lost)
                    Lost(closed.Contact, now, output);
                break;
            case ContactSuspected suspected:
                _attachments.Suspected(suspected.Contact.Id, now, output);
                break;
            case SendFailed failed:
                Lost(failed.Contact, now, output);
                break;
            case RoleStarted started:
                Start(started, now, output);
                break;
            case JoinCompleted:
                _automatic?.Begin(now);
                break;
            case StrategyWanted wanted:
                Follow(wanted.Strategy, now);
                break;
            case StrategyChanged changed:
                Changed(changed, output);
                break;
            case MeshEntered:
                EnteredMesh(now, output);
                break;
        }

        Publish(output);
    }

    /// <summary>Does what is due by now.</summary>
    public void Advance(Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        foreach (var silent in _attachments.Advance(now, output))
        {
            _reliability.Failed(now);
            Lost(silent, now, output);
        }

        if (_candidacy is { } candidacy && candidacy.Until <= now)
            Decide(candidacy, output);
        if (_automatic is { } automatic && automatic.NextDeadline <= now && automatic.Sample(SizeOfNetwork(), HasStableNodes, now) is { } chosen)
            output.Signal(new StrategyChosen(chosen.Strategy, chosen.NetworkSize));

        if (_nextEvaluation <= now)
        {
            _nextEvaluation = now + Jittered(_settings.EvaluationInterval);
            Evaluate(now, output);
        }

        if (_nextBeat <= now)
        {
            _nextBeat = now + Jittered(_settings.HeartbeatInterval);
            Beat(now, output);
        }

        Publish(output);
    }

    private void Start(RoleStarted started, Instant now, IPeerOutput output)
    {
        _seeds = [.. started.Seeds.Where(seed => seed.Id != Self.Id)];
        _startedAt = now;
        _strategy = started.Strategy;
        if (started.Strategy == RoutingStrategy.Auto)
            _automatic = new AutomaticStrategy(_auto, RoutingStrategy.Naive);
        if (started.IsServer)
        {
            _isJoinReported = true;
            Become(PeerRole.Supernode, output);
            KnownAs(ContactMode.Server, output);
        }

        _nextEvaluation = now + Jittered(_settings.EvaluationInterval);
        _hasNews = true;
        Measure(now);
        Beat(now, output);
        _nextBeat = now + Jittered(_settings.HeartbeatInterval);
    }

    /// <summary>The score, from what was measured.</summary>
    private void Measure(Instant now)
    {
        var stats = new NodeStats(now - _startedAt, _settings.Bandwidth, _reliability.FailureRate(now), _linked.Count);
        Score = (float)SupernodeScore.Of(stats, _settings.Minima);
        _attachments.Self = (Score, Score >= _settings.MinScore && SupernodeScore.MeetsMinima(stats, _settings.Minima));
    }

    private void Evaluate(Instant now, IPeerOutput output)
    {
        Measure(now);
        if (!IsServing || !AreRolesFree)
            return;

        EvaluateMesh(now, output);
        CloseIdleMeshLinks(now, output);
    }

    private void Beat(Instant now, IPeerOutput output)
    {
        if (Role == PeerRole.Supernode)
        {
            _hasNews |= _leaves.Expire(now);
            Gossip(now, output);
        }

        if (!IsServing)
            SeekSupernodes(now, output);
        if (Role != PeerRole.Leaf)
            return;

        LeaveMesh(now, output);
        CloseStrayLinks(now, output);
    }

    /// <summary>Somebody is gone.</summary>
    private void Lost(Contact contact, Instant now, IPeerOutput output)
    {
        _directory.Remove(contact.Id);
        _election.Remove(contact.Id);
        _hasNews |= _leaves.Remove(contact.Id);
        if (_attachments.Lost(contact.Id, _directory, now, output))
            _hasNews = true;
    }

    private void Become(PeerRole role, IPeerOutput output)
    {
        if (Role == role)
            return;

        Role = role;
        _hasNews = true;
        output.Signal(new RoleChanged(role));
    }

    private void KnownAs(ContactMode mode, IPeerOutput output)
    {
        Self = Self.In(mode);
        output.Signal(new SelfChanged(Self));
    }

    private void Publish(IPeerOutput output)
    {
        if (!_hasNews)
            return;

        _hasNews = false;
        output.Signal(new RolePublished(new RoleSnapshot(
            Role,
            _attachments.ToContacts(),
            [.. _leaves.All.Where(leaf => leaf.IsPrimary).Select(leaf => leaf.Contact)],
            [.. _leaves.All.Where(leaf => !leaf.IsPrimary).Select(leaf => leaf.Contact)])));
    }

    private SupernodeCensus Census() => SupernodeCensus.Of(_table, _leaves.Primary, Fresh);

    private IEnumerable<SupernodeDirectory.Known> Fresh => _directory.HeardSince(FreshSince);

    private Instant FreshSince => _nextBeat == Instant.Never ? Instant.Zero : _nextBeat + (-FreshHeartbeats * _settings.HeartbeatInterval);

    /// <summary>Up to a quarter longer, so that peers that started together do not keep in step.</summary>
    private TimeSpan Jittered(TimeSpan interval) => interval + (_random.Next(256) * (interval / 1024));
}
