using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// A routing table at one moment, immutable: what broadcasts, lookups and FIND_NODE answers read, without asking the table.
/// </summary>
public sealed class NeighbourSnapshot : IBucketsByDepth
{
    private readonly TableEntry[][] _byDepth;

    internal NeighbourSnapshot(PeerId self, int k, TableEntry[][] byDepth)
    {
        Self = self;
        K = k;
        _byDepth = byDepth;
        foreach (var bucket in byDepth)
        {
            Count += bucket.Length;
            IsComplete &= bucket.Length < k;
        }
    }

    /// <summary>Whose table it is.</summary>
    public PeerId Self { get; }

    /// <summary>How many contacts a bucket holds at most.</summary>
    public int K { get; }

    /// <summary>Contacts in all buckets.</summary>
    public int Count { get; }

    /// <summary>Whether no bucket is full: then the table most likely holds everybody.</summary>
    public bool IsComplete { get; } = true;

    /// <summary>The lowest bucket that may hold contacts: all below are empty. 256 when the table is empty.</summary>
    public int LowestBucket => PeerId.Bits - _byDepth.Length;

    /// <summary>A table with nobody in it.</summary>
    public static NeighbourSnapshot Empty(PeerId self, int k) => new(self, k, []);

    /// <summary>A table made rather than learnt, for simulations and tests.</summary>
    /// <param name="self">Whose table it is.</param>
    /// <param name="k">How many contacts a bucket holds at most.</param>
    /// <param name="buckets">The farthest bucket's contacts first, then the next; the arrays belong to the snapshot from now on.</param>
    /// <exception cref="ArgumentException">A bucket has too many contacts, or one that belongs elsewhere.</exception>
    public static NeighbourSnapshot Of(PeerId self, int k, TableEntry[][] buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        for (var depth = 0; depth < buckets.Length; depth++)
        {
            if (buckets[depth].Length > k)
                throw new ArgumentException($"Bucket {PeerId.Bits - 1 - depth} has {buckets[depth].Length} contacts, {k} are allowed.", nameof(buckets));

            foreach (ref readonly var entry in buckets[depth].AsSpan())
            {
                if (self.DistanceTo(entry.Contact.Id).LeadingZeros != depth)
                    throw new ArgumentException($"{entry.Contact} does not belong into bucket {PeerId.Bits - 1 - depth}.", nameof(buckets));
            }
        }

        return new NeighbourSnapshot(self, k, buckets);
    }

    /// <summary>The contacts of a bucket, least recently seen first.</summary>
    /// <param name="index">0 to 255.</param>
    public ReadOnlySpan<TableEntry> Bucket(int index)
    {
        var depth = PeerId.Bits - 1 - index;
        return depth < _byDepth.Length ? _byDepth[depth] : [];
    }

    /// <summary>The contact with this id, or null.</summary>
    public Contact? Find(in PeerId id)
    {
        foreach (ref readonly var entry in BucketOf(id))
        {
            if (entry.Contact.Id == id)
                return entry.Contact;
        }

        return null;
    }

    /// <summary>The smoothed round trip to the contact with this id, or null when it was not measured or is not in the table.</summary>
    public TimeSpan? RoundTripTo(in PeerId id)
    {
        foreach (ref readonly var entry in BucketOf(id))
        {
            if (entry.Contact.Id == id)
                return entry.RoundTrip;
        }

        return null;
    }

    /// <summary>Whether a contact with this id is in the table.</summary>
    public bool Contains(in PeerId id) => Find(id) is not null;

    /// <summary>Whether the bucket of an id could take one more contact.</summary>
    public bool HasRoomFor(in PeerId id) => BucketOf(id).Length < K;

    /// <summary>Whether a contact with this id is in the table and not a suspect.</summary>
    public bool Trusts(in PeerId id)
    {
        foreach (ref readonly var entry in BucketOf(id))
        {
            if (entry.Contact.Id == id)
                return !entry.IsSuspect;
        }

        return false;
    }

    /// <summary>The contacts closest to an id, closest first, in a new array.</summary>
    /// <param name="target">The id.</param>
    /// <param name="count">How many at most, 0 or more.</param>
    /// <param name="skipSuspects">Whether contacts whose last exchange failed are left out.</param>
    public Contact[] Closest(in PeerId target, int count, bool skipSuspects = false)
    {
        var result = new Contact[Math.Min(count, Count)];
        var found = Closest(target, result, skipSuspects);
        return found == result.Length ? result : result[..found];
    }

    /// <summary>The contacts closest to an id, closest first, without allocating.</summary>
    /// <param name="target">The id.</param>
    /// <param name="result">Is filled from the start.</param>
    /// <param name="skipSuspects">Whether contacts whose last exchange failed are left out.</param>
    /// <returns>How many were found.</returns>
    public int Closest(in PeerId target, Span<Contact> result, bool skipSuspects = false)
    {
        Span<ulong> distances = result.Length <= ClosestSelection.OnStack ? stackalloc ulong[result.Length] : new ulong[result.Length];
        var selection = new ClosestSelection(target, result, distances, skipSuspects);
        selection.AddAll(Self, this);
        return selection.Count;
    }

    int IBucketsByDepth.Depths => _byDepth.Length;

    ReadOnlySpan<TableEntry> IBucketsByDepth.AtDepth(int depth) => _byDepth[depth];

    /// <summary>The bucket that shares so many leading bits with the owner, as an array that never changes.</summary>
    internal TableEntry[] View(int depth) => depth < _byDepth.Length ? _byDepth[depth] : [];

    /// <summary>The buckets in a new array, with room for more.</summary>
    internal TableEntry[][] Views(int depths)
    {
        var views = new TableEntry[depths][];
        _byDepth.CopyTo(views, 0);
        views.AsSpan(_byDepth.Length).Fill([]);
        return views;
    }

    /// <summary>The bucket an id belongs into.</summary>
    internal ReadOnlySpan<TableEntry> BucketOf(in PeerId id)
    {
        var depth = Self.DistanceTo(id).LeadingZeros;
        return depth < _byDepth.Length ? _byDepth[depth] : [];
    }
}
