using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Network;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;

namespace HyperToken.Simulation.Runs;

/// <summary>What all peers of a run have in common, and the peers themselves.</summary>
internal sealed class SimulationWorld
{
    private readonly LinkOpened?[] _opened;

    public SimulationWorld(SimulationOptions options)
    {
        Options = options;
        Settings = PeerSettingsOfRun.Of(options);
        Links = new LinkModel(options);
        Payload = new byte[options.Size];
        Contacts = new Contact[options.Peers];
        for (var i = 0; i < Contacts.Length; i++)
            Contacts[i] = new Contact(PeerId.Derive(options.Seed, (ulong)i));

        LeafContacts = Topologies.HasRoles(options.Topology)
            ? [.. Contacts.Select(contact => new Contact(contact.Id, contact.Address, ContactMode.Leaf, contact.Plans, contact.Sequence))]
            : Contacts;
        _opened = new LinkOpened?[options.Peers];
        Directory = new PeerDirectory(Contacts);
        Peers = new SimulatedPeer[options.Peers];
        Workers = new Worker[Math.Min(options.Threads, options.Peers)];
        for (var i = 0; i < Workers.Length; i++)
            Workers[i] = new Worker(Workers.Length, Peers, Links.MinMicros);
        for (var i = 0; i < Peers.Length; i++)
            Peers[i] = new SimulatedPeer(this, Workers[i % Workers.Length], i);

        Loop = new EventLoop(Workers, Links.MinMicros);
        Orders = new OrderBook(Workers[0]);
    }

    public SimulationOptions Options { get; }

    public PeerSettings Settings { get; }

    public LinkModel Links { get; }

    /// <summary>Every peer's record, by index.</summary>
    public Contact[] Contacts { get; }

    /// <summary>The same of a peer that is a leaf.</summary>
    public Contact[] LeafContacts { get; }

    public PeerDirectory Directory { get; }

    /// <summary>Every peer, by index.</summary>
    public SimulatedPeer[] Peers { get; }

    public Worker[] Workers { get; }

    public EventLoop Loop { get; }

    /// <summary>Takes what the run orders peers to do.</summary>
    public OrderBook Orders { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Whether links have to be followed one by one.</summary>
    public bool LimitsLinks => Options.DialCost || Options.MaxLinks is not null;

    public DeliveryLog? Deliveries { get; set; }

    public LookupPhase? Lookups { get; set; }

    /// <summary>Set by whoever wants to know of every broadcast frame.</summary>
    public IPayloadWatch? Watch { get; set; }

    public IEnumerable<SimulatedPeer> Alive => Peers.Where(peer => peer.IsUp);

    public long Events => Workers.Sum(worker => worker.Events);

    /// <summary>Frames of broadcasts, payload and control, sent to a peer and not arrived yet.</summary>
    public long UnderWay => Workers.Sum(worker => worker.UnderWay);

    /// <summary>What all peers did for broadcasts.</summary>
    public Traffic TotalTraffic()
    {
        var total = new Traffic();
        foreach (var worker in Workers)
            total.Add(worker.Traffic);

        return total;
    }

    /// <summary>The news that a link to this peer is open: the same for everybody, so it is made once.</summary>
    public LinkOpened OpenedTo(int peer) => _opened[peer] ??= new LinkOpened(Contacts[peer]);
}
