using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Kademlia;

/// <summary>
/// The contacts at distances 2^i to 2^(i+1) - 1, least recently seen first, and the newcomers that wait for a place
/// (Maymounkov and Mazières 2002, sections 2.2 and 4.1). A live contact never makes room for a newcomer: old contacts are the
/// likeliest to stay.
/// </summary>
internal sealed class KBucket
{
    private static readonly TableEntry[] None = [];

    private TableEntry[] _entries;
    private TableEntry[] _waiting = None;
    private TableEntry[]? _view;
    private int _count;
    private int _waitingCount;

    /// <summary>Makes a bucket with the contacts of a view, which stays as it is.</summary>
    public KBucket(TableEntry[] view, Instant touched)
    {
        _entries = view;
        _count = view.Length;
        _view = view;
        Touched = touched;
    }

    /// <summary>Makes an empty bucket.</summary>
    public KBucket()
        : this(None, default)
    {
    }

    public int Count => _count;

    public int WaitingCount => _waitingCount;

    /// <summary>When a contact last entered or a refresh last looked.</summary>
    public Instant Touched { get; set; }

    /// <summary>Whether something changed since <see cref="View"/> was last taken.</summary>
    public bool HasChanged => _view is null;

    public ReadOnlySpan<TableEntry> Entries => _entries.AsSpan(0, _count);

    /// <summary>An array that never changes; the same one until the bucket does. A full bucket gives away its own.</summary>
    public TableEntry[] View() => _view ??= _count == _entries.Length ? _entries : Entries.ToArray();

    public bool Contains(in PeerId id) => IndexOf(_entries, _count, id) >= 0;

    public SeenOutcome Seen(Contact contact, KademliaSettings settings, Instant now)
    {
        var index = IndexOf(_entries, _count, contact.Id);
        if (index >= 0)
            return Refresh(index, contact, now);

        // Whoever leaves is replaced at once, so where there is room nobody waits.
        if (_count < settings.K)
        {
            Append(ref _entries, ref _count, settings.K, TableEntry.Fresh(contact, now));
            Touched = now;
            _view = null;
            return SeenOutcome.Added;
        }

        Wait(contact, settings.ReplacementCacheSize, now);
        return SeenOutcome.Waiting;
    }

    /// <summary>Counts a failure. At <paramref name="maxFailures"/> the contact leaves and a waiting one takes its place.</summary>
    public FailedOutcome Failed(in PeerId self, in PeerId id, bool refused, int maxFailures, Instant now)
    {
        var index = IndexOf(_entries, _count, id);
        if (index < 0)
        {
            RemoveWaiting(id);
            return default;
        }

        var entry = _entries[index].Failed();
        Own();
        _view = null;
        if (!refused && entry.Failures < maxFailures)
        {
            _entries[index] = entry;
            return default;
        }

        RemoveAt(_entries, ref _count, index);
        return new FailedOutcome(entry.Contact, Promote(self, now));
    }

    /// <summary>Makes a contact a suspect; false when it is none of the bucket, or is one already.</summary>
    public bool Suspect(in PeerId id)
    {
        var index = IndexOf(_entries, _count, id);
        if (index < 0 || _entries[index].IsSuspect)
            return false;

        Own();
        _entries[index] = _entries[index].Failed();
        _view = null;
        return true;
    }

    public void Measured(in PeerId id, TimeSpan roundTrip)
    {
        var index = IndexOf(_entries, _count, id);
        if (index < 0)
            return;

        Own();
        _entries[index] = _entries[index].Measured(roundTrip);
        _view = null;
    }

    private SeenOutcome Refresh(int index, Contact contact, Instant now)
    {
        Own();
        var entry = _entries[index];
        var seen = entry.Seen(contact, now);
        if (entry.IsSuspect || !ReferenceEquals(entry.Contact, seen.Contact))
            _view = null;

        Array.Copy(_entries, index + 1, _entries, index, _count - index - 1);
        _entries[_count - 1] = seen;
        return SeenOutcome.Refreshed;
    }

    /// <summary>Before the entries change: an array that was given away is left as it is.</summary>
    private void Own()
    {
        if (ReferenceEquals(_entries, _view))
            _entries = [.. _entries];
    }

    private void Wait(Contact contact, int capacity, Instant now)
    {
        RemoveWaiting(contact.Id);
        if (capacity == 0)
            return;

        if (_waitingCount == capacity)
            RemoveAt(_waiting, ref _waitingCount, 0);

        Append(ref _waiting, ref _waitingCount, capacity, TableEntry.Fresh(contact, now));
    }

    /// <summary>The most recently seen newcomer of the sub-prefix with the fewest contacts: it keeps both halves of the bucket populated.</summary>
    private Contact? Promote(in PeerId self, Instant now)
    {
        if (_waitingCount == 0)
            return null;

        Span<int> perSubPrefix = stackalloc int[KademliaSettings.SubPrefixes];
        CountSubPrefixes(self, Entries, perSubPrefix);
        var best = _waitingCount - 1;
        for (var i = best - 1; i >= 0; i--)
        {
            if (perSubPrefix[SubPrefixOf(self, _waiting[i])] < perSubPrefix[SubPrefixOf(self, _waiting[best])])
                best = i;
        }

        var promoted = _waiting[best];
        RemoveAt(_waiting, ref _waitingCount, best);
        InsertBySeen(promoted);
        Touched = now;
        return promoted.Contact;
    }

    /// <summary>A promoted contact may have waited for long: whoever was heard of since stands behind it.</summary>
    private void InsertBySeen(in TableEntry promoted)
    {
        var index = _count++;
        for (; index > 0 && _entries[index - 1].LastSeen > promoted.LastSeen; index--)
            _entries[index] = _entries[index - 1];

        _entries[index] = promoted;
    }

    internal static void CountSubPrefixes(in PeerId self, ReadOnlySpan<TableEntry> entries, Span<int> counts)
    {
        counts.Clear();
        foreach (ref readonly var entry in entries)
            counts[SubPrefixOf(self, entry)]++;
    }

    private static int SubPrefixOf(in PeerId self, in TableEntry entry) =>
        self.DistanceTo(entry.Contact.Id).SubPrefix(KademliaSettings.SubPrefixBits);

    private void RemoveWaiting(in PeerId id)
    {
        var index = IndexOf(_waiting, _waitingCount, id);
        if (index >= 0)
            RemoveAt(_waiting, ref _waitingCount, index);
    }

    private static int IndexOf(TableEntry[] entries, int count, in PeerId id)
    {
        for (var i = 0; i < count; i++)
        {
            if (entries[i].Contact.Id == id)
                return i;
        }

        return -1;
    }

    private static void Append(ref TableEntry[] entries, ref int count, int capacity, in TableEntry entry)
    {
        if (count == entries.Length)
            Array.Resize(ref entries, Math.Min(capacity, Math.Max(4, 2 * count)));

        entries[count++] = entry;
    }

    private static void RemoveAt(TableEntry[] entries, ref int count, int index)
    {
        count--;
        Array.Copy(entries, index + 1, entries, index, count - index);
        entries[count] = default;
    }
}
