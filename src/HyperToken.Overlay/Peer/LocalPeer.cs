using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Supernode;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// All components of one peer run in the caller's thread: every signal reaches its addressees before a call returns. What the
/// simulator and tests use where a live peer has actors.
/// </summary>
public sealed class LocalPeer
{
    private readonly PeerSettings _settings;
    private readonly RandomSource _random;
    private readonly RoutingTableComponent _table;
    private SupernodeComponent? _role;
    private Dictionary<uint, LookupComponent>? _lookups;
    private readonly SignalPump _pump;
    private Instant? _deadline;

    /// <summary>Makes a peer that knows nobody.</summary>
    /// <param name="self">How the peer is known to others.</param>
    /// <param name="settings">Limits and intervals.</param>
    /// <param name="incarnation">Which start of this peer it is.</param>
    /// <param name="random">The peer's source of chance.</param>
    /// <param name="now">The time.</param>
    /// <param name="host">Takes frames, deliveries, and the signals addressed to links or application.</param>
    /// <param name="table">Contacts the peer knows from the start; left out, none.</param>
    /// <param name="scratch">Working memory; left out, its own.</param>
    /// <param name="memory">What an earlier start of this peer remembers of broadcasts; left out, nothing.</param>
    /// <param name="keys">What the peer signs its records with; left out, they are not signed.</param>
    public LocalPeer(
        Contact self,
        PeerSettings settings,
        ulong incarnation,
        RandomSource random,
        Instant now,
        IPeerOutput host,
        NeighbourSnapshot? table = null,
        PeerScratch? scratch = null,
        MessageMemory? memory = null,
        KeyPair? keys = null)
    {
        scratch ??= new PeerScratch();
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        Peer = new PeerComponent(self, settings, incarnation, random, scratch: scratch, memory: memory, keys: keys);
        _table = new RoutingTableComponent(self.Id, settings.Kademlia, now, table, Peer.Self.Mode);
        _random = random;
        if (table is not null)
            Peer.Neighbours.Table = table;

        _pump = new SignalPump(this, host, scratch.Signals);
    }

    /// <summary>The peer's centre; its inputs are called through this class.</summary>
    public PeerComponent Peer { get; }

    /// <summary>The peer's role, once it has one.</summary>
    public SupernodeComponent? Role => _role;

    /// <summary>Lookups that have not ended.</summary>
    public int RunningLookups => _lookups?.Count ?? 0;

    /// <summary>Contacts that left the table after failing, kept to be tried again.</summary>
    public int DormantCount => _table.DormantCount;

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant NextDeadline => _deadline ??= EarliestDeadline();

    /// <inheritdoc cref="PeerComponent.Join"/>
    public void Join(IReadOnlyList<Contact> seeds, Instant now)
    {
        _pump.Hold();
        Peer.Join(seeds, now, _pump);
        _pump.Release(now);
    }

    /// <inheritdoc cref="PeerComponent.SwitchStrategy"/>
    public void SwitchStrategy(RoutingStrategy wanted, Instant now)
    {
        _pump.Hold();
        Peer.SwitchStrategy(wanted, now, _pump);
        _pump.Release(now);
    }

    /// <inheritdoc cref="PeerComponent.Maintain"/>
    public void Maintain(Instant now)
    {
        _pump.Hold();
        Peer.Maintain(_pump);
        _pump.Release(now);
    }

    /// <inheritdoc cref="PeerComponent.FindNode"/>
    public uint FindNode(PeerId target, Instant now)
    {
        _pump.Hold();
        var number = Peer.FindNode(target, _pump);
        _pump.Release(now);
        return number;
    }

    /// <inheritdoc cref="PeerComponent.Locate"/>
    public uint Locate(PeerId leaf, Instant now)
    {
        _pump.Hold();
        var number = Peer.Locate(leaf, now, _pump);
        _pump.Release(now);
        return number;
    }

    /// <inheritdoc cref="PeerComponent.Send"/>
    public MessageId Send(PeerId target, string type, ReadOnlyMemory<byte> payload, Instant now)
    {
        _pump.Hold();
        var id = Peer.Send(target, type, payload, now, _pump);
        _pump.Release(now);
        return id;
    }

    /// <inheritdoc cref="PeerComponent.Broadcast"/>
    public MessageId Broadcast(string type, ReadOnlyMemory<byte> payload, Instant now)
    {
        _pump.Hold();
        var published = Peer.Broadcast(type, payload, now, _pump);
        _pump.Release(now);
        return published.Id;
    }

    /// <inheritdoc cref="PeerComponent.BroadcastAcknowledged"/>
    public MessageId BroadcastAcknowledged(string type, ReadOnlyMemory<byte> payload, TimeSpan limit, Instant now)
    {
        _pump.Hold();
        var published = Peer.BroadcastAcknowledged(type, payload, limit, now, _pump);
        _pump.Release(now);
        return published.Id;
    }

    /// <inheritdoc cref="PeerComponent.Receive"/>
    public FrameVerdict Receive(Contact from, Frame frame, Instant now)
    {
        _pump.Hold();
        var verdict = Peer.Receive(from, frame, now, _pump);
        _pump.Release(now);
        return verdict;
    }

    /// <summary>Takes a signal of the links. A host may call this while it is given a frame to send; it takes effect afterwards.</summary>
    public void Handle(PeerSignal signal, Instant now)
    {
        _pump.Signal(signal);
        if (!_pump.IsHeld)
            _pump.Run(now);
    }

    /// <summary>Does what is due by now.</summary>
    public void Advance(Instant now)
    {
        _pump.Hold();
        if (Peer.NextDeadline <= now)
            Peer.Advance(now, _pump);
        if (_table.NextDeadline <= now)
            _table.Advance(now, _pump);

        if (_role is not null && _role.NextDeadline <= now)
            _role.Advance(now, _pump);
        if (_lookups is { Count: > 0 })
            AdvanceLookups(now);

        _pump.Release(now);
    }

    private Instant EarliestDeadline()
    {
        var next = Instant.Min(Instant.Min(Peer.NextDeadline, _table.NextDeadline), _role?.NextDeadline ?? Instant.Never);
        if (_lookups is not { Count: > 0 })
            return next;

        foreach (var lookup in _lookups.Values)
            next = Instant.Min(next, lookup.NextDeadline);

        return next;
    }

    /// <summary>Those with a deadline by now, of a copy, for some will end.</summary>
    private void AdvanceLookups(Instant now)
    {
        foreach (var lookup in _lookups!.Values.ToArray())
        {
            if (lookup.NextDeadline > now)
                continue;

            lookup.Advance(now, _pump);
            RemoveIfCompleted(lookup);
        }
    }

    private void Dispatch(PeerSignal signal, PeerPart to, Instant now)
    {
        if ((to & PeerPart.Peer) != 0)
            Peer.Handle(signal, now, _pump);
        if ((to & PeerPart.Table) != 0)
            _table.Handle(signal, now, _pump);
        if ((to & PeerPart.Lookups) != 0)
            DispatchToLookups(signal, now);
        if (signal is RoleStarted)
            _role ??= new SupernodeComponent(Peer.Self, _settings, _random);
        if ((to & PeerPart.Role) != 0)
            _role?.Handle(signal, now, _pump);
    }

    private void DispatchToLookups(PeerSignal signal, Instant now)
    {
        switch (signal)
        {
            case LookupRequested request:
                var lookup = new LookupComponent(Peer.Self.Id, request, _settings.Kademlia);
                (_lookups ??= []).Add(request.Number, lookup);
                lookup.Start(now, _pump);
                RemoveIfCompleted(lookup);
                break;
            case QueryAnswered answer:
                if (_lookups is not null && _lookups.TryGetValue(LookupComponent.NumberOf(answer.Request), out var asked))
                    Handle(asked, signal, now);
                else
                    Peer.CountUnmatchedReply();
                break;
            default:
                foreach (var running in _lookups?.Values.ToArray() ?? [])
                    Handle(running, signal, now);
                break;
        }
    }

    private void Handle(LookupComponent lookup, PeerSignal signal, Instant now)
    {
        lookup.Handle(signal, now, _pump);
        RemoveIfCompleted(lookup);
    }

    private void RemoveIfCompleted(LookupComponent lookup)
    {
        if (lookup.IsCompleted)
            _lookups?.Remove(lookup.Number);
    }

    /// <summary>Queues signals while a component runs, so that none is entered twice, and passes them on in order.</summary>
    private sealed class SignalPump : IPeerOutput
    {
        private const PeerPart Outside = PeerPart.Links | PeerPart.Application;
        private readonly LocalPeer _peer;
        private readonly IPeerOutput _host;
        private readonly Queue<PeerSignal> _signals;

        public SignalPump(LocalPeer peer, IPeerOutput host, Queue<PeerSignal> signals)
        {
            _signals = signals;
            _peer = peer;
            _host = host;
        }

        public void Send(Contact to, Frame frame) => _host.Send(to, frame);

        public void Signal(PeerSignal signal) => _signals.Enqueue(signal);

        public void Deliver(EnvelopeBody body, int hops) => _host.Deliver(body, hops);

        /// <summary>Whether a component is at work: what is signalled now has to wait.</summary>
        public bool IsHeld { get; private set; }

        public void Hold()
        {
            IsHeld = true;
            _peer._deadline = null;
        }

        public void Release(Instant now)
        {
            if (_signals.Count > 0)
                Run(now);

            IsHeld = false;
        }

        public void Run(Instant now)
        {
            Hold();
            while (_signals.TryDequeue(out var signal))
            {
                var addressees = PeerWiring.AddresseesOf(signal);
                _peer.Dispatch(signal, addressees, now);
                if ((addressees & Outside) != 0)
                    _host.Signal(signal);
            }

            IsHeld = false;
        }
    }
}
