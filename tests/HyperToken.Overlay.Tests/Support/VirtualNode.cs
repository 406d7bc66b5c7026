using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Tests.Support;

/// <summary>One peer of a <see cref="VirtualNetwork"/>, with its links and its clock.</summary>
internal sealed class VirtualNode : IPeerOutput
{
    private readonly VirtualNetwork _network;
    private readonly Dictionary<Type, PeerSignal> _signals = [];
    private readonly ulong _seed;
    private readonly Contact _first;
    private MessageMemory _memory;
    private ulong _incarnation;
    private Instant _armed = Instant.Never;

    public VirtualNode(VirtualNetwork network, int index)
    {
        _network = network;
        _first = new Contact(PeerId.Derive(network.Seed, (ulong)index));
        _seed = network.Seed ^ ((ulong)index << 32);
        _memory = new MessageMemory(network.Settings.Broadcast.Repair);
        Peer = Start();
    }

    public PeerId Id => _first.Id;

    /// <summary>How the peer introduces itself now: its mode changes with its role.</summary>
    public Contact Contact => Peer?.Peer.Self ?? _first;

    public LocalPeer Peer { get; private set; }

    public bool IsAlive { get; set; } = true;

    public List<EnvelopeBody> Delivered { get; } = [];

    public PeerCounters Counters => Peer.Peer.Counters;

    /// <summary>Whether the application was told of such a signal since <see cref="Forget"/>.</summary>
    public bool Has<TSignal>()
        where TSignal : PeerSignal => _signals.ContainsKey(typeof(TSignal));

    public TSignal Last<TSignal>()
        where TSignal : PeerSignal => (TSignal)_signals[typeof(TSignal)];

    public void Forget() => _signals.Clear();

    /// <summary>The peer starts anew and knows nobody; what it remembers of broadcasts it keeps, or not.</summary>
    public void Restart(bool keepsMemory)
    {
        if (!keepsMemory)
            _memory = new MessageMemory(_network.Settings.Broadcast.Repair);

        Peer = Start();
        _armed = Instant.Never;
        IsAlive = true;
    }

    /// <summary>Gives the peer an input, and afterwards sets its clock.</summary>
    public void Do(Action<LocalPeer> input)
    {
        if (!IsAlive)
            return;

        input(Peer);
        Arm();
    }

    public void Send(Contact to, Frame frame)
    {
        if (_network.Random.Next(100) < _network.LossPercent)
            return;

        if (HasNoLink(to.Id))
            Peer.Handle(new LinkOpened(to), _network.Now);

        var encoded = FrameCodec.Encode(frame);
        _network.After(Delay(), () => Arrive(to, frame, encoded));
    }

    public void Signal(PeerSignal signal)
    {
        _signals[signal.GetType()] = signal;
        if (signal is LinkWanted wanted)
            _network.After(TimeSpan.Zero, () => Link(wanted.Contact));
        else if (signal is LinkUnwanted unwanted)
            _network.After(TimeSpan.Zero, () => Unlink(unwanted.Contact));
    }

    public void Deliver(EnvelopeBody body, int hops) => Delivered.Add(body);

    private LocalPeer Start() => new(
        _first, _network.Settings, ++_incarnation, new RandomSource(_seed + _incarnation - 1), _network.Now, this, memory: _memory);

    private TimeSpan Delay() => TimeSpan.FromMilliseconds(1 + _network.Random.Next(9));

    private void Link(Contact contact)
    {
        Do(peer => peer.Handle(new LinkOpened(contact), _network.Now));
        _network.Find(contact.Id).Do(peer => peer.Handle(new LinkOpened(Contact), _network.Now));
    }

    private void Unlink(Contact contact)
    {
        Do(peer => peer.Handle(new LinkClosed(contact, Lost: false), _network.Now));
        _network.Find(contact.Id).Do(peer => peer.Handle(new LinkClosed(Contact, Lost: false), _network.Now));
    }

    /// <summary>Where there are roles, a first frame opens the link: leaves are reached over theirs.</summary>
    private bool HasNoLink(in PeerId other) =>
        StrategyPlans.HasRoles(_network.Settings.Strategy) && !Peer.Peer.Neighbours.HasLink(other);

    private void Arrive(Contact to, Frame frame, EncodedFrame encoded)
    {
        var receiver = _network.Find(to.Id);
        if (!_network.CanReach(this, receiver))
            return;

        if (!receiver.IsAlive)
        {
            if (Peer.Peer.Neighbours.HasLink(to.Id))
                Do(peer => peer.Handle(new LinkClosed(to, Lost: true), _network.Now));

            Do(peer => peer.Handle(new SendFailed(to, frame), _network.Now));
            return;
        }

        var from = Contact;
        if (receiver.HasNoLink(Id))
            receiver.Do(peer => peer.Handle(new LinkOpened(from), _network.Now));

        Assert.Equal(FrameError.None, FrameCodec.TryDecode(encoded, FrameCodec.DefaultMaxFrameBytes, out var decoded));
        receiver.Do(peer => Assert.NotEqual(FrameVerdict.Malformed, peer.Receive(from, decoded!, _network.Now)));
    }

    /// <summary>One tick at the peer's next deadline, as a live host gives it.</summary>
    private void Arm()
    {
        var due = Peer.NextDeadline;
        if (due >= _armed)
            return;

        _armed = due;
        var wait = due - _network.Now;
        _network.After(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, () =>
        {
            if (_armed != due)
                return;

            _armed = Instant.Never;
            Do(peer => peer.Advance(_network.Now));
        });
    }
}
