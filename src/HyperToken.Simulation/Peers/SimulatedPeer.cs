using HyperToken.Overlay;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Peers;

/// <summary>
/// One peer of the run: the overlay's own <see cref="LocalPeer"/>, and the machine and network it stands on. Decides nothing
/// that the protocol decides.
/// </summary>
internal sealed partial class SimulatedPeer : IPeerOutput
{
    private readonly SimulationWorld _world;
    private readonly Worker _worker;
    private LocalPeer? _peer;
    private Instant _timer = Instant.Never;
    private ulong _trace;
    private uint _sent;
    private long _busyUntil;
    private uint _starts;

    public SimulatedPeer(SimulationWorld world, Worker worker, int index)
    {
        _world = world;
        _worker = worker;
        Index = index;
        _trace = Draw.Mix((ulong)index);
    }

    public int Index { get; }

    public Contact Contact => _world.Contacts[Index];

    /// <summary>The protocol; null before the first start and after a crash.</summary>
    public LocalPeer? Local => _peer;

    public bool IsUp => _peer is not null;

    /// <summary>Whether others are not to rely on it.</summary>
    public bool IsLeaf => _peer?.Peer.Self.Mode == ContactMode.Leaf;

    /// <summary>When it became a supernode or stopped being one.</summary>
    public Instant RoleChangedAt { get; private set; }

    /// <summary>Since when it runs without a break; meaningless while it is down.</summary>
    public Instant UpSince { get; private set; }

    /// <summary>A fingerprint of every event that reached this peer, in order.</summary>
    public ulong Trace => _trace;

    /// <summary>Broadcast frames this peer sent.</summary>
    public int PayloadsSent { get; private set; }

    /// <summary>Lookups and other tasks the run gave it that have not ended.</summary>
    public int OpenTasks { get; private set; }

    public Instant NextDeadline => _peer?.NextDeadline ?? Instant.Never;

    /// <summary>Starts a peer that has been in the network for a while.</summary>
    /// <param name="since">When it started; at most a few seconds ago.</param>
    /// <param name="now">The time; whatever was due before then is done.</param>
    /// <param name="table">Whom it knows.</param>
    public void StartWarm(Instant since, Instant now, NeighbourSnapshot table)
    {
        Resume(since, now, table);
        ScheduleTimer(before: Instant.Zero);
    }

    /// <summary>Handles what has reached this peer. False when nobody was there.</summary>
    public bool Take(in SimulatedEvent item)
    {
        if (item.Content is Frame arrived)
            _worker.CountUnderWay(arrived, -1);
        if (item.Content is PeerCommand command)
        {
            Note(item);
            Obey(command, item.Time);
            return true;
        }

        if (_peer is null)
        {
            Watch(item);
            return false;
        }

        Note(item);
        if (item.Content is Frame frame)
            Receive(item, frame);
        else if (item.Content is LinkBreak broken)
            Broken(broken, item.Time);
        else if (item.Content is LinkDialled dialled)
            Dialled(dialled, item.Time);
        else if (ReferenceEquals(item.Content, LinkNotice.Opened))
            Opened(item.Sender, item.Time);
        else
            Closed(_world.Contacts[item.Sender], isLost: ReferenceEquals(item.Content, LinkNotice.Reset));

        Watch(item);
        return true;
    }

    /// <summary>Runs the timers that are due.</summary>
    public void Advance(Instant now)
    {
        _trace = Draw.Mix(_trace ^ (ulong)now.Micros);
        _peer!.Advance(now);
    }

    /// <summary>Makes sure that the peer is looked after when its next timer is due.</summary>
    /// <param name="before">Wakes ordered for an earlier time have come.</param>
    public void ScheduleTimer(Instant before)
    {
        var deadline = NextDeadline;
        if (_timer < before)
            _timer = Instant.Never;
        if (deadline >= _timer)
            return;

        _timer = deadline;
        _worker.Wake(Index, deadline);
    }

    void IPeerOutput.Send(Contact to, Frame frame)
    {
        var receiver = _world.Directory.IndexOf(to.Id);
        var now = _worker.Now;
        var departure = now;
        if (_world.Deliveries is not null)
            _worker.Traffic.Sent(frame);
        if (frame is BroadcastFrame broadcast)
        {
            PayloadsSent++;
            _world.Watch?.Sent(receiver, broadcast);
        }

        var opensLink = !HasLink(to);
        if (opensLink)
            Dial(to, receiver, now);

        _links?.Used(to.Id, now);
        if (_world.Options.DialCost)
            departure = _links!.OpenAt(to.Id, now);

        // Several frames may wait for a link, and any of them may be the first to arrive.
        var waitsForLink = departure > now;
        if (_world.Options.Bandwidth is { } bandwidth)
            departure = Depart(departure, FrameCodec.LengthOf(frame), bandwidth);

        var sequence = ++_sent;
        if (!_world.Links.TryTravel(Index, receiver, sequence, departure, out var micros))
        {
            if (frame is BroadcastFrame lost)
                _world.Watch?.Lost(receiver, lost);
            NotifyOpened(to, receiver, opensLink, now);
            return;
        }

        _worker.CountUnderWay(frame, 1);
        _worker.Post(new SimulatedEvent(new Instant(departure.Micros + micros), receiver, Index, sequence, frame, opensLink || waitsForLink, IsLeaf));
    }

    void IPeerOutput.Signal(PeerSignal signal)
    {
        switch (signal)
        {
            case LinkWanted wanted:
                OpenWanted(wanted.Contact);
                break;
            case LinkUnwanted unwanted:
                CloseUnwanted(unwanted.Contact);
                break;
            case SelfChanged:
                RoleChangedAt = _worker.Now;
                break;
            case LookupCompleted completed:
                OpenTasks--;
                _world.Lookups?.Completed(this, completed.Result);
                break;
            case LocateCompleted located:
                OpenTasks--;
                _world.Lookups?.Completed(located.Result);
                break;
            case JoinCompleted or MaintenanceCompleted:
                OpenTasks--;
                break;
        }
    }

    void IPeerOutput.Deliver(EnvelopeBody body, int hops) =>
        _worker.Traffic.Delivered(hops, _world.Deliveries!.Delivered(Index, DeliveryLog.NumberOf(body), _worker.Now));

    private void Start(Instant now, NeighbourSnapshot? table = null)
    {
        var random = new RandomSource(Draw.Bits(_world.Options.Seed ^ Draw.Salt("peer"), (ulong)Index, _starts));
        UpSince = now;
        _peer = new LocalPeer(Contact, _world.Settings, ++_starts, random, now, this, table, _worker.Scratch);
        _links = _world.LimitsLinks ? new PeerLinks() : null;
    }

    private void Resume(Instant since, Instant now, NeighbourSnapshot table)
    {
        OpenTasks = 1;
        Start(since, table);
        _peer!.Join([], since);
        while (NextDeadline < now)
            _peer.Advance(NextDeadline);
    }

    private void Obey(PeerCommand command, Instant now)
    {
        switch (command)
        {
            case PeerCommand.Join join:
                OpenTasks = 1;
                Start(now);
                ResetOldLinks(now);
                _world.Deliveries?.Forget(Index);
                _world.Watch?.Joins(Index, join.Seeds);
                _peer!.Join(join.Seeds, now);
                break;
            case PeerCommand.Reload reload when IsUp:
                Contact[] linked = [.. _peer!.Peer.Neighbours.Linked];
                Resume(reload.Since, now, reload.Table);
                foreach (var contact in linked)
                    Opened(_world.Directory.IndexOf(contact.Id), now);

                break;
            case PeerCommand.Crash:
                if (_world.Options.Churn is not null)
                    _oldLinks = [.. _peer?.Peer.Neighbours.Linked ?? []];
                _peer = null;
                OpenTasks = 0;
                break;
            case PeerCommand.Maintain when IsUp:
                OpenTasks++;
                _peer!.Maintain(now);
                break;
            case PeerCommand.FindNode find when IsUp:
                OpenTasks++;
                _peer!.FindNode(find.Target, now);
                break;
            case PeerCommand.Locate locate when IsUp:
                OpenTasks++;
                _peer!.Locate(locate.Leaf, now);
                break;
            case PeerCommand.Publish publish when IsUp:
                _world.Deliveries!.Published(publish.Number, Index, now);
                _peer!.Broadcast(DeliveryLog.TypeOf(publish.Number), _world.Payload, now);
                break;
        }
    }

    private void Receive(in SimulatedEvent item, Frame frame)
    {
        var from = (item.IsFromLeaf ? _world.LeafContacts : _world.Contacts)[item.Sender];
        _worker.Traffic.Received(frame);
        _links?.Used(from.Id, item.Time);
        if (item.OpensLink)
            Opened(item.Sender, item.Time);

        _peer!.Receive(from, frame, item.Time);
    }

    /// <summary>A sender with limited bandwidth sends one frame after the other.</summary>
    private Instant Depart(Instant ready, int bytes, long bytesPerSecond)
    {
        var start = Math.Max(ready.Micros, _busyUntil);
        _busyUntil = start + Math.Max(1, bytes * 1_000_000L / bytesPerSecond);
        return new Instant(_busyUntil);
    }

    private void Watch(in SimulatedEvent item)
    {
        if (_world.Watch is { } watch && item.Content is BroadcastFrame frame)
            watch.Arrived(Index, frame, IsUp, item.Time);
    }

    private void Note(in SimulatedEvent item) =>
        _trace = Draw.Mix(_trace ^ (ulong)item.Time.Micros ^ ((ulong)(uint)item.Sender << 40) ^ ((ulong)item.Sequence << 8));
}
