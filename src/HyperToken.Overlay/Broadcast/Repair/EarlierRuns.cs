namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>The runs of sequences below the highest one of a <see cref="SequenceSet"/>, ascending, each followed by a gap.</summary>
internal sealed class EarlierRuns
{
    private (ulong First, ulong Last)[] _runs = new (ulong, ulong)[2];

    public int Count { get; private set; }

    /// <summary>Nothing up to here is taken any more; 0 if nothing was given up.</summary>
    public ulong Floor { get; private set; }

    /// <summary>The highest sequence at <see cref="MarkedAt"/>; 0 before the first mark.</summary>
    public ulong Mark { get; private set; }

    public CoarseTime MarkedAt { get; private set; }

    public (ulong First, ulong Last) this[int index] => _runs[index];

    public void SetMark(ulong sequence, CoarseTime now) => (Mark, MarkedAt) = (sequence, now);

    public bool Contains(ulong sequence)
    {
        var index = FirstEndingAtOrAfter(sequence);
        return index < Count && _runs[index].First <= sequence;
    }

    /// <summary>Adds a run above all others.</summary>
    public void Push(ulong first, ulong last) => Insert(Count, first, last);

    public (ulong First, ulong Last) Pop() => _runs[--Count];

    /// <summary>Adds a sequence; false when it was there.</summary>
    public bool Add(ulong sequence)
    {
        var index = FirstEndingAtOrAfter(sequence);
        if (index < Count && _runs[index].First <= sequence)
            return false;

        var joinsBefore = index > 0 && _runs[index - 1].Last + 1 == sequence;
        var joinsAfter = index < Count && _runs[index].First - 1 == sequence;
        if (joinsBefore && joinsAfter)
        {
            _runs[index - 1].Last = _runs[index].Last;
            RemoveAt(index);
        }
        else if (joinsBefore)
        {
            _runs[index - 1].Last = sequence;
        }
        else if (joinsAfter)
        {
            _runs[index].First = sequence;
        }
        else
        {
            Insert(index, sequence, sequence);
        }

        return true;
    }

    /// <summary>Takes nothing up to here any more, and forgets the runs that end there.</summary>
    public void RaiseFloor(ulong floor)
    {
        if (floor <= Floor)
            return;

        Floor = floor;
        var passed = FirstEndingAtOrAfter(floor + 1);
        _runs.AsSpan(passed, Count - passed).CopyTo(_runs);
        Count -= passed;
    }

    /// <summary>The first gap from a sequence on, up to an end that is no gap's; the first sequence is past the end when there is none.</summary>
    public (ulong First, ulong Last) NextMissing(ulong from, ulong end)
    {
        var index = FirstEndingAtOrAfter(from);
        if (index < Count && _runs[index].First <= from)
            from = _runs[index++].Last + 1;

        return (from, index < Count ? _runs[index].First - 1 : end);
    }

    private int FirstEndingAtOrAfter(ulong sequence)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].Last < sequence)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Insert(int index, ulong first, ulong last)
    {
        if (Count == _runs.Length)
            Array.Resize(ref _runs, 2 * Count);

        _runs.AsSpan(index, Count - index).CopyTo(_runs.AsSpan(index + 1));
        _runs[index] = (first, last);
        Count++;
    }

    private void RemoveAt(int index)
    {
        _runs.AsSpan(index + 1, Count - index - 1).CopyTo(_runs.AsSpan(index));
        Count--;
    }
}
