namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// The streams remembered, found by id: an array of records and an open-addressed table of places in it, since in a large simulation
/// every peer remembers thousands. Those silent for the retention are forgotten when room is needed.
/// </summary>
internal sealed class StreamTable
{
    private const int FirstSize = 4;
    private const int DoublesBelow = 64;

    private readonly int _capacity;
    private readonly TimeSpan _retention;
    private StreamRecord[] _records = [];

    // Place of a record plus 1, or 0; at least half as large again as the records.
    private int[] _table = [];
    private CoarseTime _sweptAt;

    public StreamTable(int capacity, TimeSpan retention)
    {
        _capacity = capacity;
        _retention = retention;
    }

    public int Count { get; private set; }

    /// <summary>Whether a further stream has to wait until one falls silent.</summary>
    public bool IsFull => Count >= _capacity;

    /// <summary>Gaps in all the streams; who changes a record says by how many.</summary>
    public int Gaps { get; set; }

    public ref StreamRecord this[int place] => ref _records[place];

    /// <summary>The place of a stream, or -1.</summary>
    public int Find(in StreamId id)
    {
        if (Count == 0)
            return -1;

        for (var slot = SlotOf(id); _table[slot] != 0; slot = Next(slot))
        {
            if (_records[_table[slot] - 1].Id == id)
                return _table[slot] - 1;
        }

        return -1;
    }

    /// <summary>Adds a stream that is not there. Places found before are no longer valid.</summary>
    /// <returns>Its place, or -1 when there is no room.</returns>
    public int Add(in StreamId id, CoarseTime now)
    {
        if (Count == _records.Length && !MakeRoom(now))
            return -1;

        _records[Count] = new StreamRecord(id);
        Enter(Count);
        return Count++;
    }

    /// <summary>Forgets the silent; grows if they were few.</summary>
    private bool MakeRoom(CoarseTime now)
    {
        // A full table that is asked again and again need not look again and again.
        if (IsFull && now == _sweptAt)
            return false;

        _sweptAt = now;
        var kept = 0;
        for (var place = 0; place < Count; place++)
        {
            if (now - _records[place].HeardAt < _retention)
                _records[kept++] = _records[place];
            else
                Gaps -= _records[place].Received.GapCount;
        }

        _records.AsSpan(kept, Count - kept).Clear();
        Count = kept;
        if (Count < _records.Length - (_records.Length / 4))
            Index();
        else if (Count < _capacity)
            Grow();
        else
            return false;

        return true;
    }

    private void Grow()
    {
        // Of large tables half as much again: the records are large and many.
        var more = Count < DoublesBelow ? Count : Count / 2;
        var size = Math.Min(_capacity, Math.Max(FirstSize, Count + more));
        Array.Resize(ref _records, size);
        var slots = 2 * FirstSize;
        while (slots < size + (size / 2))
            slots *= 2;

        if (slots != _table.Length)
            _table = new int[slots];

        Index();
    }

    private void Index()
    {
        Array.Clear(_table);
        for (var place = 0; place < Count; place++)
            Enter(place);
    }

    private void Enter(int place)
    {
        var slot = SlotOf(_records[place].Id);
        while (_table[slot] != 0)
            slot = Next(slot);

        _table[slot] = place + 1;
    }

    private int SlotOf(in StreamId id) => id.GetHashCode() & (_table.Length - 1);

    private int Next(int slot) => (slot + 1) & (_table.Length - 1);
}
