using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Overlay.Peer;

/// <summary>A maintenance round's pings: every contact of the table, the silent ones three times, a bounded number at a time.</summary>
internal sealed class RoundOfProbes
{
    private const int MaxTries = 3;
    private readonly Queue<Contact> _waiting = [];
    private readonly HashSet<PeerId> _open = [];
    private readonly Dictionary<PeerId, int> _silences = [];

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

        Pinged += _silences.ContainsKey(contact.Id) ? 0 : 1;
        _open.Add(contact.Id);
        return true;
    }

    /// <summary>A contact has answered, or somebody else asks it.</summary>
    public void Done(in PeerId contact) => _open.Remove(contact);

    /// <summary>A contact has not answered. Pings may have been lost: it is asked again, unless it is certainly gone.</summary>
    public void Silent(Contact contact, bool isGone)
    {
        if (!_open.Remove(contact.Id))
            return;

        var silences = _silences.GetValueOrDefault(contact.Id) + 1;
        _silences[contact.Id] = silences;
        if (!isGone && silences < MaxTries)
            _waiting.Enqueue(contact);
        else
            Failed++;
    }
}
