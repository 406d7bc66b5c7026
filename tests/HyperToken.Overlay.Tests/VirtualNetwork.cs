using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests;

/// <summary>Whole peers in virtual time, in one thread: every frame is encoded, delayed, decoded.</summary>
internal sealed class VirtualNetwork
{
    private readonly PriorityQueue<Action, (long Micros, long Order)> _events = new();
    private readonly Dictionary<PeerId, Node> _nodes = [];
    private readonly RandomSource _random;
    private readonly PeerSettings _settings;
    private long _order;

    public VirtualNetwork(PeerSettings settings, ulong seed = 1)
    {
        _settings = settings;
        _random = new RandomSource(seed);
        Seed = seed;
    }

    public ulong Seed { get; }

    public Instant Now { get; private set; }

    public List<Node> Nodes { get; } = [];

    public IEnumerable<Node> Alive => Nodes.Where(node => node.IsAlive);

    /// <summary>Peer 0 first, then the others at a fixed rate, each knowing peer 0 only; runs until all have joined.</summary>
    public void JoinAll(int peers, TimeSpan every)
    {
        for (var i = 0; i < peers; i++)
        {
            var node = new Node(this, i);
            Nodes.Add(node);
            _nodes.Add(node.Id, node);
            After(i * every, () => node.Peer.Join(i == 0 ? [] : [Nodes[0].Contact], Now));
        }

        RunUntil(() => Nodes.TrueForAll(node => node.Signals.OfType<JoinCompleted>().Any()));
    }

    public void RunUntil(Func<bool> condition)
    {
        while (!condition())
        {
            Assert.True(_events.TryDequeue(out var action, out var time), "The network fell silent before the condition held.");
            Assert.True(time.Micros < 3_600_000_000, "An hour of virtual time passed before the condition held.");
            Now = new Instant(time.Micros);
            action();
        }
    }

    public void RunFor(TimeSpan span)
    {
        var end = Now + span;
        while (_events.TryPeek(out _, out var time) && time.Micros <= end.Micros)
        {
            Now = new Instant(time.Micros);
            _events.Dequeue()();
        }

        Now = end;
    }

    /// <summary>The true closest live peers, by a full sort.</summary>
    public IEnumerable<PeerId> TrueClosest(PeerId target, int count) =>
        Alive.Select(node => node.Id).OrderBy(id => target.DistanceTo(id)).Take(count);

    private void After(TimeSpan delay, Action action) => _events.Enqueue(action, ((Now + delay).Micros, _order++));

    internal sealed class Node : IPeerOutput
    {
        private readonly VirtualNetwork _network;
        private Instant _armed = Instant.Never;

        public Node(VirtualNetwork network, int index)
        {
            _network = network;
            Contact = new Contact(PeerId.Derive(network.Seed, (ulong)index));
            Peer = new LocalPeer(
                Contact, network._settings, 1, new RandomSource(network.Seed ^ ((ulong)index << 32)), network.Now, this);
        }

        public PeerId Id => Contact.Id;

        public Contact Contact { get; }

        public LocalPeer Peer { get; }

        public bool IsAlive { get; set; } = true;

        public List<PeerSignal> Signals { get; } = [];

        public List<EnvelopeBody> Delivered { get; } = [];

        public TSignal Last<TSignal>()
            where TSignal : PeerSignal => Signals.OfType<TSignal>().Last();

        public void Send(Contact to, Frame frame)
        {
            var encoded = FrameCodec.Encode(frame);
            var delay = TimeSpan.FromMilliseconds(1 + _network._random.Next(9));
            _network.After(delay, () => Arrive(to, frame, encoded));
            Arm();
        }

        public void Signal(PeerSignal signal)
        {
            Signals.Add(signal);
            if (signal is LinkWanted wanted)
                _network.After(TimeSpan.Zero, () => Link(wanted.Contact));
        }

        public void Deliver(EnvelopeBody body, int hops) => Delivered.Add(body);

        private void Link(Contact contact)
        {
            var other = _network._nodes[contact.Id];
            Peer.Handle(new LinkOpened(contact), _network.Now);
            other.Peer.Handle(new LinkOpened(Contact), _network.Now);
        }

        private void Arrive(Contact to, Frame frame, EncodedFrame encoded)
        {
            var receiver = _network._nodes[to.Id];
            if (!receiver.IsAlive)
            {
                Peer.Handle(new SendFailed(to, frame), _network.Now);
                return;
            }

            Assert.Equal(FrameError.None, FrameCodec.TryDecode(encoded, FrameCodec.DefaultMaxFrameBytes, out var decoded));
            Assert.NotEqual(FrameVerdict.Malformed, receiver.Peer.Receive(Contact, decoded!, _network.Now));
            receiver.Arm();
        }

        /// <summary>One tick at the peer's next deadline, as a live host gives it.</summary>
        private void Arm()
        {
            var due = Peer.NextDeadline;
            if (!IsAlive || due >= _armed)
                return;

            _armed = due;
            _network.After(due - _network.Now > TimeSpan.Zero ? due - _network.Now : TimeSpan.Zero, () =>
            {
                if (_armed != due || !IsAlive)
                    return;

                _armed = Instant.Never;
                Peer.Advance(_network.Now);
                Arm();
            });
        }
    }
}
