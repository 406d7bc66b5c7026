using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>Numbers a peer's lookups, gives them the contacts to begin with, and remembers which belong to the fill in progress.</summary>
internal sealed class LookupStarter
{
    private readonly KademliaSettings _settings;
    private readonly int _wantedOfMesh;
    private readonly PeerCounters _counters;
    private HashSet<uint>? _owned;
    private uint _lastNumber;

    public LookupStarter(PeerSettings settings, PeerCounters counters)
    {
        _settings = settings.Kademlia;

        // Whoever keeps a full mesh asks for everybody.
        _wantedOfMesh = settings.Strategy == RoutingStrategy.Naive ? Math.Min(settings.MaxNaiveLinks, FrameCodec.MaxContacts) : 0;
        _counters = counters;
    }

    /// <summary>The number of the next lookup.</summary>
    public uint NextNumber => _lastNumber + 1;

    /// <summary>Starts a lookup and returns its number.</summary>
    public uint Start(LookupPurpose purpose, in PeerId target, int width, PeerNeighbours neighbours, IPeerOutput output) =>
        Start(purpose, target, width, neighbours.Role is { IsLeaf: true } leaf ? leaf.Supernodes : neighbours.Table.Closest(target, _settings.K), output);

    /// <summary>Starts a lookup of the fill in progress, with more contacts to begin with than the table's.</summary>
    public void StartOwned(in PeerId target, int width, NeighbourSnapshot table, IReadOnlyList<Contact> extra, IPeerOutput output)
    {
        IReadOnlyList<Contact> seeds = extra.Count == 0
            ? table.Closest(target, _settings.K)
            : [.. table.Closest(target, _settings.K), .. extra];

        // Before the request goes out: a host may run the lookup at once.
        (_owned ??= []).Add(NextNumber);
        Start(LookupPurpose.Maintenance, target, width, seeds, output);
    }

    /// <summary>Whether the lookup belonged to the fill; true once.</summary>
    public bool Ended(uint number) => _owned?.Remove(number) ?? false;

    private uint Start(LookupPurpose purpose, in PeerId target, int width, IReadOnlyList<Contact> seeds, IPeerOutput output)
    {
        var number = ++_lastNumber;
        _counters.Lookups++;

        // Nobody waits for the refresh of a bucket: asked one at a time it finds as much with a third of the queries.
        var alpha = purpose == LookupPurpose.Maintenance && width < _settings.K ? 1 : _settings.Alpha;
        var wanted = Math.Max(_wantedOfMesh, _settings.WantedFor(width));
        output.Signal(new LookupRequested(number, purpose, target, width, alpha, wanted, seeds));
        return number;
    }
}
