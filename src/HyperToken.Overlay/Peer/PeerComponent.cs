using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Records;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// The centre of a peer: takes every frame, answers it or tells the component that will, and holds broadcasts,
/// messages for one peer, and membership. The table and the lookups are components of their own.
/// </summary>
public sealed class PeerComponent
{
    private readonly PeerSettings _settings;
    private readonly PeerNeighbours _neighbours;
    private readonly BroadcastRouter _broadcasts;
    private readonly RepairExchange _repair;
    private readonly DirectRouter _routes;
    private readonly Membership _membership;
    private readonly LookupStarter _lookups;
    private readonly SeenContacts _seenContacts;
    private readonly ActiveStrategy _strategy;
    private readonly RecordExchange _records;
    private readonly OwnMessages _messages;

    /// <summary>Makes a peer that knows nobody.</summary>
    /// <param name="self">How the peer is known to others.</param>
    /// <param name="settings">Limits and intervals.</param>
    /// <param name="incarnation">Which start of this peer it is: higher than at every earlier start.</param>
    /// <param name="random">The peer's source of chance.</param>
    /// <param name="seen">The messages for one peer that an earlier start of this peer has seen; left out, none.</param>
    /// <param name="scratch">Working memory; left out, its own.</param>
    /// <param name="memory">What an earlier start of this peer remembers of broadcasts; left out, nothing.</param>
    /// <param name="keys">What the peer signs its records with; left out, they are not signed, and only peers of the same process keep them.</param>
    public PeerComponent(
        Contact self,
        PeerSettings settings,
        ulong incarnation,
        RandomSource random,
        SeenCache? seen = null,
        PeerScratch? scratch = null,
        MessageMemory? memory = null,
        KeyPair? keys = null)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(settings);
        _strategy = new ActiveStrategy(settings, Counters);
        Self = _strategy.StartsAsLeaf ? self.In(ContactMode.Leaf) : self;
        _settings = settings;
        _messages = new OwnMessages(self.Id, incarnation, settings.Broadcast.MaxPayloadBytes);
        seen ??= new SeenCache(settings.Broadcast.SeenWindow, settings.Broadcast.SeenCapacity);
        _neighbours = new PeerNeighbours(NeighbourSnapshot.Empty(self.Id, settings.Kademlia.K));
        memory ??= new MessageMemory(settings.Broadcast.Repair);
        memory.Counters = Counters;
        scratch ??= new PeerScratch();
        _neighbours.Role = _strategy.StartsAsLeaf ? RoleSnapshot.Unattached : null;
        _broadcasts = new BroadcastRouter(settings.Broadcast, memory, random, Counters, scratch, settings.Supernode);
        _repair = new RepairExchange(settings.Broadcast, memory, random, Counters, scratch);
        _lookups = new LookupStarter(settings, Counters);
        _records = new RecordExchange(self.Id, settings, incarnation, keys, random, _lookups, Counters);
        _routes = new DirectRouter(self.Id, settings, seen, Counters);
        _membership = new Membership(self.Id, settings, random, _lookups);
        _seenContacts = new SeenContacts(settings.SeenFlushInterval);
        UseRecords(Instant.Zero);
    }

    /// <summary>How the peer is known to others.</summary>
    public Contact Self { get; private set; }

    /// <summary>What was counted so far.</summary>
    public PeerCounters Counters { get; } = new();

    /// <summary>The strategy the peer follows; <see cref="RoutingStrategy.Auto"/> until the size of the network was seen for the first time.</summary>
    public RoutingStrategy Strategy => _strategy.Current;

    /// <summary>Whether the size of the network decides on the strategy.</summary>
    public bool IsAutomatic => _strategy.IsAutomatic;

    /// <summary>Table and links as this component knows them.</summary>
    public PeerNeighbours Neighbours => _neighbours;

    /// <summary>Messages for one peer that are under way through this one.</summary>
    public int RoutesUnderWay => _routes.Count;

    /// <summary>Regions of broadcasts that this peer has to serve and nobody has acknowledged yet.</summary>
    public int RegionsUnderWay => _broadcasts.OpenRegions;

    /// <summary>Broadcasts that this peer missed and has asked for.</summary>
    public int FetchesUnderWay => _repair.Open;

    /// <summary>Broadcasts that are kept, so that they can be sent again.</summary>
    public int MessagesKept => _repair.Kept;

    /// <summary>Records kept for others.</summary>
    public int RecordsKept => _records.Kept;

    /// <summary>Searches for leaves that have not ended.</summary>
    public int LocatesUnderWay => _records.Searches;

    /// <inheritdoc cref="BroadcastRouter.OwnUnacknowledged"/>
    public int OwnUnacknowledged => _broadcasts.OwnUnacknowledged;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline =>
        Instant.Min(
            Instant.Min(_membership.NextDeadline, Instant.Min(_repair.NextDeadline, _broadcasts.NextDeadline)),
            Instant.Min(Instant.Min(_routes.NextDeadline, _records.NextDeadline), _seenContacts.NextDeadline));

    /// <summary>Enters a network through contacts; without any, the peer is the first of its network. <see cref="JoinCompleted"/> follows.</summary>
    public void Join(IReadOnlyList<Contact> seeds, Instant now, IPeerOutput output)
    {
        _repair.Started(now);
        if (_strategy.HasRole)
            output.Signal(new RoleStarted(seeds, _strategy.Current, IsServer: !_strategy.StartsAsLeaf));
        if (!_strategy.StartsAsLeaf)
            _membership.Join(seeds, _neighbours, now, output);
    }

    /// <summary>Runs one maintenance round. <see cref="MaintenanceCompleted"/> follows.</summary>
    public void Maintain(IPeerOutput output)
    {
        // A leaf has no table to look after.
        if (_neighbours.IsLeaf)
            output.Signal(new MaintenanceCompleted(0, 0, 0, 0));
        else
            _membership.Maintain(output);
    }

    /// <summary>
    /// Follows another strategy from now on, or the size of the network. What is under way goes on by the plan it names, and links
    /// stay for one repair window, so nothing is lost or delivered twice. <see cref="StrategyChanged"/> follows where it is another.
    /// </summary>
    public void SwitchStrategy(RoutingStrategy wanted, Instant now, IPeerOutput output)
    {
        if (_strategy.Want(wanted))
            output.Signal(new RoleStarted(_membership.Seeds, _strategy.Current, IsServer: true));
        if (_strategy.HasRole)
            output.Signal(new StrategyWanted(wanted));
        if (wanted != RoutingStrategy.Auto)
            Change(wanted, networkSize: 0, now, output);
    }

    /// <summary>Publishes a message to everybody.</summary>
    /// <returns>Its id, and to how many contacts it was sent.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    public (MessageId Id, int SentTo) Broadcast(string type, ReadOnlyMemory<byte> payload, Instant now, IPeerOutput output)
    {
        var body = _messages.Compose(type, payload, target: null, now);
        return Publish(body, _strategy.Plan, reachLimit: null, now, output);
    }

    /// <summary>Publishes a message to everybody, on the tree plan whatever this peer's own is; <see cref="ReachKnown"/> follows.</summary>
    /// <param name="type">The application's name for the kind of message, at most 256 characters.</param>
    /// <param name="payload">The content.</param>
    /// <param name="limit">When what is known of the reach is reported at the latest.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what has to be done.</param>
    /// <returns>Its id, and to how many contacts it was sent.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    public (MessageId Id, int SentTo) BroadcastAcknowledged(
        string type, ReadOnlyMemory<byte> payload, TimeSpan limit, Instant now, IPeerOutput output)
    {
        var body = _messages.Compose(type, payload, target: null, now);
        return Publish(body, BroadcastPlan.Tree, limit, now, output);
    }

    /// <summary>Sends a message to one peer. <see cref="SendCompleted"/> follows.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">Type or payload is too long.</exception>
    public MessageId Send(in PeerId target, string type, ReadOnlyMemory<byte> payload, Instant now, IPeerOutput output)
    {
        var body = _messages.Compose(type, payload, target, now);
        _routes.Send(body, _neighbours, now, output);
        return body.Id;
    }

    /// <summary>Looks up the peers closest to an id. <see cref="LookupCompleted"/> follows.</summary>
    /// <returns>The lookup's number.</returns>
    public uint FindNode(in PeerId target, IPeerOutput output) =>
        _lookups.Start(LookupPurpose.Application, target, _settings.Kademlia.K, _neighbours, output);

    /// <summary>Looks for the supernodes a leaf is attached to. <see cref="LocateCompleted"/> follows.</summary>
    /// <returns>The search's number.</returns>
    public uint Locate(in PeerId leaf, Instant now, IPeerOutput output) => _records.Locate(leaf, _neighbours, now, output);

    /// <summary>Takes a frame that came over a link.</summary>
    /// <param name="from">Who is at the other end of the link.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what has to be done.</param>
    /// <returns>What it was, with a verdict that costs the sender its link when it is <see cref="FrameVerdict.Malformed"/>.</returns>
    public FrameVerdict Receive(Contact from, Frame frame, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var verdict = Dispatch(from, frame, now, output);
        if (verdict == FrameVerdict.Malformed)
            return verdict;

        Counters.FramesReceived++;
        _broadcasts.Heard(from);
        if (frame is not GoodbyeFrame && Self.Mode == ContactMode.Server)
            _seenContacts.Note(from, isPayload: IsOfBroadcast(frame), _neighbours, now, output);

        return verdict;
    }

    /// <summary>Takes a signal that <see cref="PeerWiring"/> addresses to the peer.</summary>
    public void Handle(PeerSignal signal, Instant now, IPeerOutput output)
    {
        switch (signal)
        {
            case SnapshotPublished snapshot:
                _neighbours.Table = snapshot.Neighbours;
                break;
            case LinkOpened opened:
                _neighbours.Opened(opened.Contact);
                _strategy.Mesh?.Settled(opened.Contact.Id);
                break;
            case LinkClosed closed:
                _neighbours.Closed(closed.Contact.Id);
                _strategy.Mesh?.Settled(closed.Contact.Id);
                break;
            case RolePublished role:
                _neighbours.Role = role.Snapshot;
                _records.Attached(role.Snapshot, now);
                break;
            case SelfChanged changed:
                Self = changed.Self;
                break;
            case MeshWanted wanted:
                _membership.EnterMesh(wanted.Seeds, _neighbours, now, output);
                break;
            case MeshUnwanted:
                _membership.LeaveMesh();
                break;
            case StrategyChosen chosen when _strategy.IsAutomatic:
                Change(chosen.Strategy, chosen.NetworkSize, now, output);
                break;
            case SendFailed failed:
                Failed(failed, now, output);
                break;
            case ProbesFinished:
                _broadcasts.Probed();
                _membership.Handle(signal, _neighbours, output);
                break;
            case ContactReturned returned:
                _repair.Returned(returned.Contact, now);
                break;
            case JoinCompleted:
                _repair.Joined(_neighbours, now);
                break;
            case LookupCompleted { Purpose: LookupPurpose.Locate } lookup:
                _records.Completed(lookup, now, output);
                break;
            case LeafLocated located:
                _routes.Located(located.Result, _neighbours, now, output);
                break;
            default:
                _membership.Handle(signal, _neighbours, output);
                break;
        }
    }

    /// <summary>A host got an answer for a lookup that has ended.</summary>
    public void CountUnmatchedReply() => Counters.UnmatchedReplies++;

    /// <summary>Does what is due by now.</summary>
    public void Advance(Instant now, IPeerOutput output)
    {
        _seenContacts.Advance(now, output);
        _broadcasts.Advance(_neighbours, now, output);
        _repair.Advance(_neighbours, now, output);
        _routes.Advance(_neighbours, now, output);
        _records.Advance(_neighbours, now, output);
        _membership.Advance(_neighbours, now, output);
    }

    private FrameVerdict Dispatch(Contact from, Frame frame, Instant now, IPeerOutput output)
    {
        switch (frame)
        {
            case BroadcastFrame broadcast:
                return Received(_broadcasts.Receive(from, broadcast, _neighbours, now, output), now, output);
            case AckFrame or OfferFrame or HaveFrame or WantFrame or ServeFrame or DoneFrame:
                _broadcasts.Receive(from, frame, _neighbours, now, output);
                break;
            case DigestFrame digest:
                _repair.Receive(from, digest, now, output);
                break;
            case FetchFrame fetch:
                _repair.Receive(from, fetch, now, output);
                break;
            case RouteFrame route:
                return _routes.Receive(from, route, _neighbours, now, output) ? FrameVerdict.Accepted : FrameVerdict.Malformed;
            case RouteResultFrame result:
                _routes.Receive(from, result, _neighbours, now, output);
                break;
            case StoreFrame or StoreReplyFrame or FindRecordFrame or FindRecordReplyFrame:
                return _records.Receive(from, frame, _neighbours, now, output);
            case PingFrame ping:
                output.Send(from, new PongFrame(ping.Request));
                break;
            case PongFrame pong:
                output.Signal(new PingAnswered(from, pong.Request));
                break;
            case FindNodeFrame find:
                if (_strategy.Mesh is null)
                    output.Signal(new QueryReceived(from, find.Request, find.Target, find.Count));
                else
                    output.Send(from, MeshLinks.AnswerTo(from, find, _neighbours));
                break;
            case FindNodeReplyFrame reply:
                output.Signal(new QueryAnswered(from, reply.Request, reply.Contacts));
                _strategy.Mesh?.Want(reply.Contacts, _neighbours, output);
                break;
            case RegisterFrame or RegisteredFrame or DetachFrame or AnnounceFrame or InviteFrame or CandidateFrame or ConfirmFrame when _strategy.HasRole:
                output.Signal(new RoleFrameReceived(from, frame));
                break;
            case GoodbyeFrame:
                output.Signal(new ContactFailed(from, Refused: true));
                break;
        }

        return FrameVerdict.Accepted;
    }

    private static bool IsOfBroadcast(Frame frame) =>
        frame is BroadcastFrame or AckFrame or OfferFrame or HaveFrame or WantFrame or ServeFrame or DoneFrame or DigestFrame or FetchFrame;

    private (MessageId Id, int SentTo) Publish(EnvelopeBody body, BroadcastPlan plan, TimeSpan? reachLimit, Instant now, IPeerOutput output)
    {
        var sentTo = _broadcasts.Publish(body, plan, reachLimit, _neighbours, now, output);
        _repair.Held(now, output);
        return (body.Id, sentTo);
    }

    /// <summary>What came by repair is as new as what came live: the next peer may lack it too.</summary>
    private FrameVerdict Received(ReceiveOutcome outcome, Instant now, IPeerOutput output)
    {
        switch (outcome)
        {
            case ReceiveOutcome.Delivered or ReceiveOutcome.Repaired:
                _repair.Held(now, output);
                return FrameVerdict.NewPayload;
            case ReceiveOutcome.Duplicate or ReceiveOutcome.Refused:
                return FrameVerdict.DuplicatePayload;
            default:
                return FrameVerdict.Malformed;
        }
    }

    /// <summary>A peer that becomes naive links to everybody: those it knows, and those they know.</summary>
    private void Change(RoutingStrategy strategy, int networkSize, Instant now, IPeerOutput output)
    {
        if (!_strategy.Change(strategy, networkSize, now, output))
            return;

        UseRecords(now);
        if (_strategy.Mesh is not { } mesh)
            return;

        mesh.Want(_neighbours.Table.Closest(Self.Id, _settings.MaxNaiveLinks), _neighbours, output);
        _lookups.Start(LookupPurpose.Maintenance, Self.Id, _settings.Kademlia.K, _neighbours, output);
    }

    /// <summary>On the strategy hybrid leaves are found by their records; messages that are handed over by them are so to their end.</summary>
    private void UseRecords(Instant now)
    {
        _records.Follow(_strategy.Current, _neighbours.Role, now);
        if (_strategy.Current == RoutingStrategy.Hybrid)
            _routes.HandOvers ??= new HandOvers(Self.Id, _records.Locator, _settings, Counters);
    }

    private void Failed(SendFailed failed, Instant now, IPeerOutput output)
    {
        _strategy.Mesh?.Settled(failed.Contact.Id);
        if (failed.Frame is RouteFrame route)
            _routes.Failed(failed.Contact, route, _neighbours, now, output);
        else if (failed.Frame is StoreFrame or FindRecordFrame)
            _records.Failed(failed.Contact, failed.Frame, now, output);
        else if (failed.Frame is not null)
            _broadcasts.Failed(failed.Contact, failed.Frame, _neighbours, now, output);
    }
}
