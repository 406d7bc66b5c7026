using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Peers;

/// <summary>What of a peer outlives its actors: a restarted table begins with the last snapshot, a restarted peer with its seeds and a new incarnation.</summary>
internal sealed class PeerMemory
{
    private volatile NeighbourSnapshot _table;
    private volatile IReadOnlyList<Contact>? _seeds;
    private ulong _incarnation = (ulong)(DateTimeOffset.UtcNow.Ticks / TimeSpan.TicksPerMicrosecond);

    public PeerMemory(NeighbourSnapshot table) => _table = table;

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

    /// <summary>Higher than every one before, also before a restart of the process, so that message sequences may begin anew.</summary>
    public ulong NextIncarnation() => Interlocked.Increment(ref _incarnation);
}
