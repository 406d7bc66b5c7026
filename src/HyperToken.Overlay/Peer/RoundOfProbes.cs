using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Peer;

/// <summary>A maintenance round's pings: every contact of the table once, a bounded number at a time.</summary>
internal sealed class RoundOfProbes
{
    private readonly Queue<Contact> _waiting = [];
    private readonly HashSet<PeerId> _open = [];

    public RoundOfProbes(NeighbourSnapshot table)
    {
        for (var bucket = PeerId.Bits - 1; bucket >= table.LowestBucket; bucket--)
        {
            foreach (ref readonly var entry in table.Bucket(bucket))
                _waiting.Enqueue(entry.Contact);
        }
    }

    public int Pinged { get; private set; }

    public int Failed { get; private set; }

    public bool IsFinished => _waiting.Count == 0 && _open.Count == 0;

    public void Add(Contact contact) => _waiting.Enqueue(contact);

    public bool TryNext([NotNullWhen(true)] out Contact? contact)
    {
        if (!_waiting.TryDequeue(out contact))
            return false;

        Pinged++;
        _open.Add(contact.Id);
        return true;
    }

    public void Done(in PeerId contact, bool failed)
    {
        if (_open.Remove(contact) && failed)
            Failed++;
    }
}
