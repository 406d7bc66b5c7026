using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// The contacts a peer knows, in one bucket per power of two of distance (Maymounkov and Mazières 2002, section 2.2). Buckets
/// are allocated on first use and counted from the far end, since only about log2 N of the 256 ever fill.
/// </summary>
public sealed class RoutingTable
{
    private readonly KademliaSettings _settings;
    private readonly DormantList _dormant;
    private KBucket?[] _buckets = [];
    private NeighbourSnapshot _snapshot;

    /// <summary>Makes an empty table.</summary>
    /// <param name="self">Whose table it is; that id never enters.</param>
    /// <param name="settings">Bucket size and the other limits.</param>
    public RoutingTable(PeerId self, KademliaSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Self = self;
        _settings = settings;
        _dormant = new DormantList(settings.DormantSize);
        _snapshot = NeighbourSnapshot.Empty(self, settings.K);
    }

    /// <summary>Whose table it is.</summary>
    public PeerId Self { get; }

    /// <summary>Contacts in all buckets.</summary>
    public int Count { get; private set; }

    /// <summary>All buckets below this one are empty; 256 when nobody was ever seen.</summary>
    public int LowestBucket => PeerId.Bits - _buckets.Length;

    /// <summary>Contacts that left after failing.</summary>
    public DormantList Dormant => _dormant;

    /// <summary>Whether a new <see cref="Snapshot"/> would differ from the last.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether a contact with this id is in a bucket.</summary>
    public bool Contains(in PeerId id) => Existing(id)?.Contains(id) ?? false;

    /// <summary>A contact has just shown that it is alive.</summary>
    public SeenOutcome Seen(Contact contact, Instant now)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var index = Self.DistanceTo(contact.Id).BucketIndex;
        if (index < 0 || contact.Mode == ContactMode.Leaf)
            return SeenOutcome.Ignored;

        _dormant.Remove(contact.Id);
        var bucket = BucketFor(index);
        var outcome = bucket.Seen(contact, _settings, now);
        if (outcome == SeenOutcome.Added)
            Count++;

        HasChanged |= bucket.HasChanged;
        return outcome;
    }

    /// <summary>A contact did not answer, or refused.</summary>
    /// <param name="id">Who.</param>
    /// <param name="refused">True when it certainly is not there: it is evicted at once.</param>
    /// <param name="now">The time.</param>
    public FailedOutcome Failed(in PeerId id, bool refused, Instant now)
    {
        if (Existing(id) is not { } bucket)
            return default;

        var outcome = bucket.Failed(Self, id, refused, _settings.MaxFailures, now);
        HasChanged |= bucket.HasChanged;
        if (outcome.Evicted is not null)
        {
            _dormant.Add(outcome.Evicted);
            Count -= outcome.Promoted is null ? 1 : 0;
        }

        return outcome;
    }

    /// <summary>A round trip to a contact was measured.</summary>
    public void Measured(in PeerId id, TimeSpan roundTrip)
    {
        if (Existing(id) is not { } bucket)
            return;

        bucket.Measured(id, roundTrip);
        HasChanged |= bucket.HasChanged;
    }

    /// <summary>The contact of the bucket that was heard of longest ago, or null when the bucket is empty.</summary>
    /// <param name="bucket">0 to 255.</param>
    public TableEntry? LeastRecentlySeen(int bucket)
    {
        var depth = PeerId.Bits - 1 - bucket;
        return depth < _buckets.Length && _buckets[depth] is { Count: > 0 } found ? found.Entries[0] : null;
    }

    /// <summary>Notes that a refresh looked into a bucket.</summary>
    /// <param name="bucket">0 to 255.</param>
    /// <param name="now">The time.</param>
    public void Touch(int bucket, Instant now) => BucketFor(bucket).Touched = now;

    /// <summary>The non-empty bucket that was touched longest ago, if that is before <paramref name="before"/>, or -1.</summary>
    public int UntouchedSince(Instant before)
    {
        var found = -1;
        for (var depth = 0; depth < _buckets.Length; depth++)
        {
            if (_buckets[depth] is not { Count: > 0 } bucket || bucket.Touched >= before)
                continue;

            before = bucket.Touched;
            found = PeerId.Bits - 1 - depth;
        }

        return found;
    }

    /// <summary>The table as it is now, immutable; parts that did not change are shared with earlier snapshots.</summary>
    public NeighbourSnapshot Snapshot()
    {
        if (!HasChanged)
            return _snapshot;

        var views = new TableEntry[_buckets.Length][];
        for (var depth = 0; depth < views.Length; depth++)
            views[depth] = _buckets[depth]?.View() ?? [];

        HasChanged = false;
        return _snapshot = new NeighbourSnapshot(Self, _settings.K, views);
    }

    private KBucket BucketFor(int index)
    {
        var depth = PeerId.Bits - 1 - index;
        if (depth >= _buckets.Length)
            Array.Resize(ref _buckets, Math.Min(PeerId.Bits, Math.Max(depth + 1, _buckets.Length + 4)));

        return _buckets[depth] ??= new KBucket();
    }

    private KBucket? Existing(in PeerId id)
    {
        var depth = Self.DistanceTo(id).LeadingZeros;
        return depth < _buckets.Length ? _buckets[depth] : null;
    }
}
