using HyperToken.Overlay.Broadcast.Leaves;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Broadcast.Tree;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast;

/// <summary>
/// Publishes, receives and forwards broadcasts. The hop header of a frame names its plan, and that plan is obeyed whatever
/// this peer would choose for its own messages, so peers on different strategies understand each other.
/// </summary>
public sealed class BroadcastRouter
{
    private static readonly NaivePlan Naive = new();
    private readonly BroadcastSettings _settings;
    private readonly MessageMemory _memory;
    private readonly RandomSource _random;
    private readonly PeerCounters _counters;
    private readonly IBroadcastPlan _epidemic;
    private readonly TreeBroadcasts _tree;
    private readonly LeafService _leaves;
    private readonly LeafUplink _uplink;
    private readonly Announcements _announcements;
    private readonly PeerScratch _scratch;

    /// <summary>Makes a router.</summary>
    /// <param name="settings">Limits, and the numbers of the plans.</param>
    /// <param name="memory">The messages this peer has.</param>
    /// <param name="random">The peer's source of chance.</param>
    /// <param name="counters">Are counted up.</param>
    /// <param name="scratch">Working memory; left out, its own.</param>
    /// <param name="supernode">Supernode plan: how a mesh of supernodes is served, and when leaves ask; left out, as on the tree plan.</param>
    public BroadcastRouter(
        BroadcastSettings settings, MessageMemory memory, RandomSource random, PeerCounters counters, PeerScratch? scratch = null, SupernodeSettings? supernode = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _scratch = scratch ?? new PeerScratch();
        _settings = settings;
        _memory = memory;
        _random = random;
        _counters = counters;
        _epidemic = new EpidemicPlan(settings.FanOut);
        _tree = new TreeBroadcasts(settings.Tree, supernode?.MeshFanOut ?? settings.Tree.FanOut, memory, random, counters, _scratch.Regions);
        _leaves = new LeafService(settings.Repair, memory, counters);
        _uplink = new LeafUplink(_tree.Timeouts, counters);
        _announcements = new Announcements(memory, supernode?.AnnouncementWait ?? default, counters);
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => Instant.Min(_tree.NextDeadline, Instant.Min(_uplink.NextDeadline, _announcements.NextDeadline));

    /// <summary>Tree plan: regions of all messages that were not acknowledged yet.</summary>
    public int OpenRegions => _tree.OpenRegions + _uplink.Count;

    /// <summary>Tree plan: messages of this peer that somebody they were sent to has not acknowledged yet.</summary>
    public int OwnUnacknowledged => _tree.OwnUnacknowledged + _uplink.Count;

    /// <summary>Sends a message of this peer on its way.</summary>
    /// <param name="body">The message.</param>
    /// <param name="plan">By which rules.</param>
    /// <param name="reachLimit">Tree and supernode plan: when <see cref="ReachKnown"/> is to tell how many peers were reached at the latest; null: not at all.</param>
    /// <param name="neighbours">Table and links.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what has to be done.</param>
    /// <returns>To how many contacts it was sent.</returns>
    public int Publish(
        EnvelopeBody body, BroadcastPlan plan, TimeSpan? reachLimit, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(body);
        var envelope = Envelope.Seal(body);
        _memory.TryHold(envelope, body, now, out var held);
        _counters.Published++;
        if (neighbours.IsLeaf)
            return _uplink.Publish(held!, reachLimit, neighbours, now, output);

        var sentTo = ToLeaves(held!, body.Origin, body.Origin, new TreeTurn(neighbours, now, output));
        if (plan is BroadcastPlan.Tree or BroadcastPlan.Supernode)
            return sentTo + _tree.Publish(held!, plan, reachLimit, new TreeTurn(neighbours, now, output));

        var header = new HopHeader(envelope.Id, plan, (byte)(_settings.TimeToLive - 1), 1);
        return sentTo + Forward(header, envelope, body.Origin, from: null, neighbours, output);
    }

    /// <summary>Takes a frame from a link: tells copies apart, delivers, forwards.</summary>
    public ReceiveOutcome Receive(Contact from, BroadcastFrame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _counters.PayloadsReceived++;
        var header = frame.Header;
        if (_memory.Find(header.Id) is { } known)
        {
            _counters.Duplicates++;
            if (IsServed(header, neighbours))
                _tree.ReceivedAgain(known, from, header, new TreeTurn(neighbours, now, output));

            return ReceiveOutcome.Duplicate;
        }

        // Only a message that is what its header says may be remembered: or garbage could shut out the real one.
        if (!frame.Envelope.TryOpen(out var body)
            || frame.Envelope.Id != header.Id
            || body.Target is not null
            || body.Sequence >= EnvelopeBody.FirstDirectSequence
            || body.Payload.Length > _settings.MaxPayloadBytes)
        {
            _counters.Refused++;
            return ReceiveOutcome.Malformed;
        }

        switch (_memory.TryHold(frame.Envelope, body, now, out var held, AgeToldBy(header)))
        {
            case MemoryVerdict.Known:
                _counters.Duplicates++;
                if (IsServed(header, neighbours))
                    _tree.ReceivedAgain(from, header, new TreeTurn(neighbours, now, output));

                return ReceiveOutcome.Duplicate;
            case MemoryVerdict.TooOld:
                _counters.TooOld++;
                return ReceiveOutcome.Refused;
            case MemoryVerdict.NoRoom:
                _counters.StreamsRefused++;
                return ReceiveOutcome.Refused;
        }

        _counters.Delivered++;
        held!.Hops = header.Hops;
        output.Deliver(body, header.Hops);
        ToLeaves(held, body.Origin, from.Id, new TreeTurn(neighbours, now, output));
        if (header.Plan == BroadcastPlan.Repair)
        {
            _counters.Repaired++;
            if (_settings.Plan is null or BroadcastPlan.Tree or BroadcastPlan.Supernode && !neighbours.IsLeaf)
                _tree.Repaired(held, new TreeTurn(neighbours, now, output));

            return ReceiveOutcome.Repaired;
        }

        Forward(held, frame, body, from, neighbours, now, output);
        return ReceiveOutcome.Delivered;
    }

    /// <summary>Takes a control frame of the tree plan.</summary>
    public void Receive(Contact from, Frame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var turn = new TreeTurn(neighbours, now, output);
        switch (frame)
        {
            case AckFrame ack when _uplink.Acknowledged(ack, output):
            case DoneFrame served when _uplink.Served(served, output):
                break;
            case AckFrame ack:
                _tree.Receive(from, ack, turn);
                break;
            case OfferFrame offer:
                _tree.Receive(from, offer, turn);
                break;
            case HaveFrame have when neighbours.IsLeaf && _memory.Find(have.Id) is null:
                _announcements.Heard(from, have.Id, now);
                break;
            case HaveFrame have:
                _tree.Receive(from, have, turn);
                break;
            case WantFrame want when from.Mode == ContactMode.Leaf:
                _leaves.Wanted(from, want.Id, now, output);
                break;
            case WantFrame want:
                _tree.Receive(from, want, turn);
                break;
            case ServeFrame serve:
                _tree.Receive(from, serve, turn);
                break;
            case DoneFrame done:
                _tree.Receive(from, done, turn);
                break;
        }
    }

    /// <summary>A frame of a broadcast could not be sent: nobody is there.</summary>
    public void Failed(Contact contact, Frame frame, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        if (frame is BroadcastFrame)
            _counters.PayloadsLost++;
        if (frame is BroadcastFrame handed)
            _uplink.Failed(contact, handed.Header.Id, now);

        _tree.Failed(contact, frame, new TreeTurn(neighbours, now, output));
    }

    /// <summary>A contact has sent something: it is there.</summary>
    public void Heard(Contact contact) => _tree.Heard(contact);

    /// <summary>Everybody in the table was pinged.</summary>
    public void Probed() => _tree.Probed();

    /// <summary>Does what is due by now.</summary>
    public void Advance(PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var turn = new TreeTurn(neighbours, now, output);
        _tree.Advance(turn);
        if (neighbours.IsLeaf)
            _uplink.Advance(neighbours, now, output);
        else
            PublishHandIns(turn);

        _announcements.Advance(now, output);
    }

    private void PublishHandIns(in TreeTurn turn)
    {
        foreach (var (held, reachLimit) in _uplink.TakeAll(turn.Now))
        {
            ToLeaves(held, turn.Neighbours.Table.Self, turn.Neighbours.Table.Self, turn);
            _tree.Publish(held, BroadcastPlan.Supernode, reachLimit, turn);
        }
    }

    private static TimeSpan AgeToldBy(in HopHeader header) =>
        TimeSpan.FromSeconds((long)(header.Plan == BroadcastPlan.Repair ? header.TimeToLive : header.Age));

    /// <summary>
    /// Whether the receiver of a payload acknowledges it and serves its buckets. What a leaf is sent ends there, and whoever it is from
    /// looks after it. A leaf without a table was a supernode when the sender last heard of it: silence makes the sender ask somebody else.
    /// </summary>
    private static bool IsServed(in HopHeader header, PeerNeighbours neighbours)
    {
        if (neighbours.IsLeaf && (header.Height == 0 || neighbours.Table.Count == 0))
            return false;

        return header.Plan is BroadcastPlan.Tree or BroadcastPlan.Supernode;
    }

    /// <summary>A supernode brings every new message to its leaves.</summary>
    private int ToLeaves(HeldMessage held, in PeerId origin, in PeerId from, in TreeTurn turn)
    {
        if (turn.Neighbours.Role is not { } role || (role.PrimaryLeaves.Count == 0 && role.StandbyLeaves.Count == 0))
            return 0;

        var sentTo = LeafService.Serve(held, role, origin, from, turn.Now, turn.Output);
        held.Leaves = (ushort)Math.Min(ushort.MaxValue, sentTo);
        _counters.PayloadsSent += sentTo;
        return sentTo;
    }

    private void Forward(
        HeldMessage held, BroadcastFrame frame, EnvelopeBody body, Contact from, PeerNeighbours neighbours, Instant now, IPeerOutput output)
    {
        var header = frame.Header;
        if (IsServed(header, neighbours))
            _tree.Received(held, from, header, new TreeTurn(neighbours, now, output));
        else if (header.Plan is BroadcastPlan.Tree or BroadcastPlan.Supernode)
            return;
        else if (header.TimeToLive == 0)
            _counters.Expired++;
        else
            Forward(header.Next(), frame.Envelope, body.Origin, from, neighbours, output);
    }

    private int Forward(
        in HopHeader header, Envelope envelope, in PeerId origin, Contact? from, PeerNeighbours neighbours, IPeerOutput output)
    {
        if (PlanOf(header.Plan) is not { } plan)
        {
            _counters.UnknownPlan++;
            return 0;
        }

        var chosen = _scratch.Chosen;
        plan.Choose(neighbours, origin, from, _random, chosen);
        // One frame for all: the header does not depend on the receiver.
        var frame = new BroadcastFrame(header, envelope);
        foreach (var contact in chosen)
            output.Send(contact, frame);

        var sentTo = chosen.Count;
        chosen.Clear();
        _counters.PayloadsSent += sentTo;
        return sentTo;
    }

    private IBroadcastPlan? PlanOf(BroadcastPlan plan) => plan switch
    {
        BroadcastPlan.Naive => Naive,
        BroadcastPlan.Epidemic => _epidemic,
        _ => null,
    };
}
