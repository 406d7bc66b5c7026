using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// The sequences received of one stream: the highest run of them in place, and below it, only where some are missing, the earlier
/// runs. A mutable structure: it lives in a field and is never copied.
/// </summary>
internal struct SequenceSet
{
    private EarlierRuns? _earlier;

    /// <summary>The first sequence of the highest run; 0 while the set is empty.</summary>
    public ulong First { get; private set; }

    /// <summary>The highest sequence; 0 while the set is empty.</summary>
    public ulong Last { get; private set; }

    /// <summary>Nothing up to here is taken any more: what was missing there has been given up. 0 if nothing has.</summary>
    public readonly ulong Floor => _earlier?.Floor ?? 0;

    /// <summary>How many gaps there are between the lowest and the highest sequence.</summary>
    public readonly int GapCount => _earlier?.Count ?? 0;

    /// <summary>Whether a sequence has been received. Below the floor, those received may be forgotten.</summary>
    public readonly bool Contains(ulong sequence) =>
        sequence >= First ? sequence <= Last && Last != 0 : _earlier?.Contains(sequence) == true;

    /// <summary>Adds a sequence, 1 or more.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong sequence)
    {
        if (Last == 0)
            First = sequence;
        else if (sequence > Last + 1)
            Above(sequence);
        else if (sequence < First)
            return Below(sequence);
        else if (sequence <= Last)
            return false;

        Last = sequence;
        return true;
    }

    /// <summary>Gives up what is missing in the oldest gap.</summary>
    public void CloseOldestGap()
    {
        if (_earlier is { Count: > 0 } earlier)
            earlier.RaiseFloor((earlier.Count > 1 ? earlier[1].First : First) - 1);
    }

    /// <summary>
    /// Gives up what has been missing for the retention: from time to time the highest sequence is marked, and everything below the mark
    /// is past the retention when the mark is. Call it with every sequence that is added.
    /// </summary>
    public readonly void Age(CoarseTime now, TimeSpan retention)
    {
        if (_earlier is not { } earlier || (earlier.Mark != 0 && now - earlier.MarkedAt < retention))
            return;

        earlier.RaiseFloor(earlier.Mark);
        earlier.SetMark(Last, now);
    }

    /// <summary>The next sequences that are missing and still taken.</summary>
    /// <param name="from">Where to look from.</param>
    /// <param name="to">How far to look.</param>
    /// <param name="missing">The first missing ones, one after the other.</param>
    public readonly bool TryNextMissing(ulong from, ulong to, out SequenceRange missing)
    {
        from = Math.Max(from, Floor + 1);
        if (_earlier is { } earlier && from < First)
        {
            var (next, end) = earlier.NextMissing(from, First - 1);
            if (next <= end)
            {
                missing = new SequenceRange(next, Math.Min(to, end));
                return next <= to;
            }

            from = First;
        }
        else if (from < First)
        {
            missing = new SequenceRange(from, Math.Min(to, First - 1));
            return from <= to;
        }

        missing = new SequenceRange(Last == 0 ? from : Math.Max(from, Last + 1), to);
        return missing.First <= to;
    }

    /// <summary>The run at a place from below.</summary>
    public readonly (ulong First, ulong Last) Run(int index) => index < GapCount ? _earlier![index] : (First, Last);

    private void Above(ulong sequence)
    {
        _earlier ??= new EarlierRuns();
        _earlier.Push(First, Last);
        First = sequence;
    }

    private bool Below(ulong sequence)
    {
        if (sequence == First - 1 && GapCount == 0)
        {
            First = sequence;
            return true;
        }

        _earlier ??= new EarlierRuns();
        if (!_earlier.Add(sequence))
            return false;

        if (_earlier[_earlier.Count - 1].Last + 1 == First)
            First = _earlier.Pop().First;
        if (_earlier is { Count: 0, Floor: 0 })
            _earlier = null;

        return true;
    }
}
