using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>Collects the contacts closest to a target, bucket by bucket; every bucket added lies wholly behind the ones before it.</summary>
internal ref struct ClosestSelection
{
    /// <summary>Distances of so many contacts fit the stack.</summary>
    public const int OnStack = 256;

    private readonly PeerId _target;
    private readonly Span<Contact> _result;
    private readonly Span<ulong> _distances;
    private readonly bool _skipSuspects;
    private readonly Contact? _butNot;

    /// <param name="target">The id.</param>
    /// <param name="result">Is filled from the start.</param>
    /// <param name="distances">As long as the result: the first 64 bits of the distances, which decide nearly every comparison.</param>
    /// <param name="skipSuspects">Whether contacts whose last exchange failed are left out.</param>
    /// <param name="butNot">Whose id is left out, whether a suspect or not.</param>
    public ClosestSelection(in PeerId target, Span<Contact> result, Span<ulong> distances, bool skipSuspects, Contact? butNot = null)
    {
        _distances = distances;
        _butNot = butNot;
        _target = target;
        _result = result;
        _skipSuspects = skipSuspects;
    }

    public int Count { get; private set; }

    public readonly bool IsFull => Count == _result.Length;

    /// <summary>Adds the buckets of a table, those that lie closer to the target first, until enough are found.</summary>
    public void AddAll(in PeerId self, IBucketsByDepth buckets)
    {
        // A contact in bucket i differs from us in bit i. Where the target differs there too, the contact is nearer to it
        // than we are, and the higher the bit the nearer; elsewhere it is farther, and the higher the bit the farther.
        // So whole buckets come in order, and only the contacts within one have to be sorted.
        var fromSelf = self.DistanceTo(_target);
        var depths = buckets.Depths;
        for (var depth = 0; depth < depths && !IsFull; depth++)
        {
            if (fromSelf.Bit(PeerId.Bits - 1 - depth))
                AddBucket(buckets.AtDepth(depth));
        }

        for (var depth = depths - 1; depth >= 0 && !IsFull; depth--)
        {
            if (!fromSelf.Bit(PeerId.Bits - 1 - depth))
                AddBucket(buckets.AtDepth(depth));
        }
    }

    private void AddBucket(ReadOnlySpan<TableEntry> entries)
    {
        var start = Count;
        foreach (ref readonly var entry in entries)
        {
            if ((!_skipSuspects || !entry.IsSuspect) && (_butNot is null || entry.Contact.Id != _butNot.Id))
                Insert(entry.Contact, start);
        }
    }

    /// <summary>Insertion sort from <paramref name="start"/> on: a bucket has some twenty contacts, and most runs keep all of them.</summary>
    private void Insert(Contact contact, int start)
    {
        var distance = contact.Id.Prefix ^ _target.Prefix;
        var position = Count;
        if (position == _result.Length)
        {
            if (position == start || !IsCloser(contact, distance, position - 1))
                return;

            position--;
        }
        else
        {
            Count++;
        }

        for (; position > start && IsCloser(contact, distance, position - 1); position--)
        {
            _result[position] = _result[position - 1];
            _distances[position] = _distances[position - 1];
        }

        _result[position] = contact;
        _distances[position] = distance;
    }

    private readonly bool IsCloser(Contact contact, ulong distance, int than) =>
        distance != _distances[than]
            ? distance < _distances[than]
            : _target.CompareDistance(contact.Id, _result[than].Id) < 0;
}
