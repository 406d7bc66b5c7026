using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// The contacts a peer knows, in one bucket per power of two of distance (Maymounkov and Mazières 2002, section 2.2). Buckets
/// are allocated on first use and counted from the far end, since only about log2 N of the 256 ever fill. A bucket that nothing
/// happened to since the table was made from a snapshot exists in that snapshot only.
/// </summary>
public sealed class RoutingTable : IBucketsByDepth
{
    private readonly KademliaSettings _settings;
    private readonly DormantList _dormant;
    private KBucket?[] _buckets = [];
    private NeighbourSnapshot _snapshot;
    private readonly Instant _restoredAt;

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

    /// <summary>Makes a table with the contacts of a snapshot. Its buckets are copied when they are first changed, not before.</summary>
    /// <param name="snapshot">The contacts; suspects included, as they are.</param>
    /// <param name="settings">Bucket size and the other limits.</param>
    /// <param name="now">The time: buckets count as touched.</param>
    public RoutingTable(NeighbourSnapshot snapshot, KademliaSettings settings, Instant now)
        : this(snapshot?.Self ?? throw new ArgumentNullException(nameof(snapshot)), settings)
    {
        _snapshot = snapshot;
        _restoredAt = now;
        Count = snapshot.Count;
    }

    /// <summary>Whose table it is.</summary>
    public PeerId Self { get; }

    /// <summary>Contacts in all buckets.</summary>
    public int Count { get; private set; }

    /// <summary>All buckets below this one are empty; 256 when nobody was ever seen.</summary>
    public int LowestBucket => Math.Min(PeerId.Bits - _buckets.Length, _snapshot.LowestBucket);

    /// <summary>Contacts that left after failing.</summary>
    public DormantList Dormant => _dormant;

    /// <summary>Whether a new <see cref="Snapshot"/> would differ from the last.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether a contact with this id is in a bucket.</summary>
    public bool Contains(in PeerId id) => Existing(DepthOf(id)) is { } bucket ? bucket.Contains(id) : _snapshot.Contains(id);

    /// <summary>Whether the bucket of an id could take one more contact.</summary>
    public bool HasRoomFor(in PeerId id) =>
        (Existing(DepthOf(id)) is { } bucket ? bucket.Count : _snapshot.View(DepthOf(id)).Length) < _settings.K;

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
        if (Thawed(id) is not { } bucket)
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

    /// <summary>A contact was silent, which may be chance: it is passed over until it is seen, and never evicted for this.</summary>
    /// <returns>Whether it is in the table, and was not suspect.</returns>
    public bool Suspect(in PeerId id)
    {
        if (Thawed(id) is not { } bucket || !bucket.Suspect(id))
            return false;

        HasChanged = true;
        return true;
    }

    /// <summary>A round trip to a contact was measured.</summary>
    public void Measured(in PeerId id, TimeSpan roundTrip)
    {
        if (Thawed(id) is not { } bucket)
            return;

        bucket.Measured(id, roundTrip);
        HasChanged |= bucket.HasChanged;
    }

    /// <summary>The contact of the bucket that was heard of longest ago, or null when the bucket is empty.</summary>
    /// <param name="bucket">0 to 255.</param>
    public TableEntry? LeastRecentlySeen(int bucket)
    {
        var entries = Existing(PeerId.Bits - 1 - bucket) is { } found ? found.Entries : _snapshot.Bucket(bucket);
        return entries.IsEmpty ? null : entries[0];
    }

    /// <summary>The contacts closest to an id, closest first, as the table is now.</summary>
    /// <param name="target">The id.</param>
    /// <param name="result">Is filled from the start.</param>
    /// <param name="skipSuspects">Whether contacts whose last exchange failed are left out.</param>
    /// <param name="butNot">One who is left out, because it asks.</param>
    /// <returns>How many were found.</returns>
    public int Closest(in PeerId target, Span<Contact> result, bool skipSuspects = false, Contact? butNot = null)
    {
        Span<ulong> distances = result.Length <= ClosestSelection.OnStack ? stackalloc ulong[result.Length] : new ulong[result.Length];
        var selection = new ClosestSelection(target, result, distances, skipSuspects, butNot);
        selection.AddAll(Self, this);
        return selection.Count;
    }

    int IBucketsByDepth.Depths => PeerId.Bits - LowestBucket;

    ReadOnlySpan<TableEntry> IBucketsByDepth.AtDepth(int depth) =>
        Existing(depth) is { } bucket ? bucket.Entries : _snapshot.View(depth);

    /// <summary>Notes that a refresh looked into a bucket.</summary>
    /// <param name="bucket">0 to 255.</param>
    /// <param name="now">The time.</param>
    public void Touch(int bucket, Instant now) => BucketFor(bucket).Touched = now;

    /// <summary>The non-empty bucket that was touched longest ago, if that is before <paramref name="before"/>, or -1.</summary>
    public int UntouchedSince(Instant before)
    {
        var found = -1;
        for (var index = PeerId.Bits - 1; index >= LowestBucket; index--)
        {
            var bucket = Existing(PeerId.Bits - 1 - index);
            var touched = bucket?.Touched ?? _restoredAt;
            if (touched >= before || (bucket?.Count ?? _snapshot.Bucket(index).Length) == 0)
                continue;

            before = touched;
            found = index;
        }

        return found;
    }

    /// <summary>The table as it is now, immutable; parts that did not change are shared with earlier snapshots.</summary>
    public NeighbourSnapshot Snapshot()
    {
        if (!HasChanged)
            return _snapshot;

        var views = _snapshot.Views(PeerId.Bits - LowestBucket);
        for (var depth = 0; depth < _buckets.Length; depth++)
        {
            if (_buckets[depth] is { HasChanged: true } changed)
                views[depth] = changed.View();
        }

        HasChanged = false;
        return _snapshot = new NeighbourSnapshot(Self, _settings.K, views);
    }

    private KBucket BucketFor(int index)
    {
        var depth = PeerId.Bits - 1 - index;
        if (depth >= _buckets.Length)
            Array.Resize(ref _buckets, Math.Min(PeerId.Bits, Math.Max(depth + 1, _buckets.Length + 4)));

        return _buckets[depth] ??= new KBucket(_snapshot.View(depth), _restoredAt);
    }

    /// <summary>The bucket of an id as something that can be changed; null when it is empty.</summary>
    private KBucket? Thawed(in PeerId id)
    {
        var depth = DepthOf(id);
        return Existing(depth) ?? (_snapshot.View(depth).Length > 0 ? BucketFor(PeerId.Bits - 1 - depth) : null);
    }

    private KBucket? Existing(int depth) => depth < _buckets.Length ? _buckets[depth] : null;

    private int DepthOf(in PeerId id) => Self.DistanceTo(id).LeadingZeros;
}
