namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>
/// Messages in the order they came, found by id: a ring of references and an open-addressed table of places in it, together some
/// twenty bytes a message, since a simulation holds millions.
/// </summary>
internal sealed class MessageWindow
{
    private const int FirstSize = 4;

    // A ring this small is kept when it gets empty: it will be needed again.
    private const int KeptSize = 64;
    private HeldMessage?[] _ring = [];

    // Twice the ring's size: place in the ring plus 1, or 0.
    private int[] _table = [];
    private int _oldest;

    public int Count { get; private set; }

    /// <summary>How many messages have left; places count from there.</summary>
    public long Gone { get; private set; }

    /// <summary>The message at a place in the order, the oldest at 0.</summary>
    public HeldMessage this[int index] => _ring[(_oldest + index) & (_ring.Length - 1)]!;

    public HeldMessage? Find(in MessageId id)
    {
        if (Count == 0)
            return null;

        for (var slot = SlotOf(id); _table[slot] != 0; slot = Next(slot))
        {
            var message = _ring[_table[slot] - 1]!;
            if (message.Id == id)
                return message;
        }

        return null;
    }

    /// <summary>Adds a message whose id is not there.</summary>
    public void Add(HeldMessage message)
    {
        if (Count == _ring.Length)
            Resize(Math.Max(FirstSize, 2 * Count));

        var place = (_oldest + Count) & (_ring.Length - 1);
        _ring[place] = message;
        Count++;
        Enter(place);
    }

    public HeldMessage RemoveOldest()
    {
        var message = this[0];
        Leave(_oldest);
        _ring[_oldest] = null;
        _oldest = (_oldest + 1) & (_ring.Length - 1);
        Count--;
        Gone++;
        if (Count == 0 && _ring.Length > KeptSize)
            (_ring, _table, _oldest) = ([], [], 0);

        return message;
    }

    /// <summary>The place of the first message that came at this time or later; the count if there is none.</summary>
    public int FirstSince(Instant time)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].ReceivedAt < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Resize(int size)
    {
        var ring = new HeldMessage?[size];
        for (var i = 0; i < Count; i++)
            ring[i] = this[i];

        (_ring, _table, _oldest) = (ring, new int[2 * size], 0);
        for (var place = 0; place < Count; place++)
            Enter(place);
    }

    private void Enter(int place)
    {
        var slot = SlotOf(_ring[place]!.Id);
        while (_table[slot] != 0)
            slot = Next(slot);

        _table[slot] = place + 1;
    }

    private void Leave(int place)
    {
        var hole = SlotOf(_ring[place]!.Id);
        while (_table[hole] != place + 1)
            hole = Next(hole);

        // Whoever would not be found across the hole moves into it.
        for (var slot = Next(hole); _table[slot] != 0; slot = Next(slot))
        {
            if (Distance(SlotOf(_ring[_table[slot] - 1]!.Id), slot) < Distance(hole, slot))
                continue;

            _table[hole] = _table[slot];
            hole = slot;
        }

        _table[hole] = 0;
    }

    private int SlotOf(in MessageId id) => id.GetHashCode() & (_table.Length - 1);

    private int Next(int slot) => (slot + 1) & (_table.Length - 1);

    private int Distance(int from, int to) => (to - from) & (_table.Length - 1);
}
