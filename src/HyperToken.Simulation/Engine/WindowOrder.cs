namespace HyperToken.Simulation.Engine;

/// <summary>
/// Brings the events of a window into order: by receiver, so that a peer's are processed together while it is in the cache,
/// and each receiver's by time, sender and sequence. Receivers within a window do not influence each other.
/// </summary>
internal sealed class WindowOrder
{
    private const int TimeBits = 32;
    private readonly List<EventChunk> _chunks = [];
    private ulong[] _keys = [];
    private int[] _places = [];

    /// <summary>Where the window's events are put before <see cref="Sort"/>.</summary>
    public List<EventChunk> Chunks => _chunks;

    /// <summary>How many events the window has.</summary>
    public int Count { get; private set; }

    /// <summary>The event that comes at a position, after <see cref="Sort"/>.</summary>
    public ref readonly SimulatedEvent this[int position] => ref At(_places[position]);

    /// <summary>Sorts.</summary>
    /// <param name="start">The window's first microsecond.</param>
    public void Sort(long start)
    {
        Count = 0;
        foreach (var chunk in _chunks)
            Count += chunk.Count;

        if (_keys.Length < Count)
        {
            var size = Math.Max(1024, Count + (Count / 2));
            _keys = new ulong[size];
            _places = new int[size];
        }

        var position = 0;
        for (var c = 0; c < _chunks.Count; c++)
        {
            var chunk = _chunks[c];
            for (var i = 0; i < chunk.Count; i++, position++)
            {
                ref readonly var item = ref chunk[i];
                _keys[position] = ((ulong)(uint)item.Receiver << TimeBits) | (uint)(item.Time.Micros - start);
                _places[position] = (c * EventChunk.Capacity) + i;
            }
        }

        _keys.AsSpan(0, Count).Sort(_places.AsSpan(0, Count));
        SortTies();
    }

    /// <summary>Gives the chunks back.</summary>
    public void Release(ChunkPool pool)
    {
        foreach (var chunk in _chunks)
            pool.Return(chunk);

        _chunks.Clear();
        Count = 0;
    }

    private ref readonly SimulatedEvent At(int place) => ref _chunks[place / EventChunk.Capacity][place % EventChunk.Capacity];

    private void SortTies()
    {
        for (var first = 0; first < Count; first++)
        {
            var next = first + 1;
            while (next < Count && _keys[next] == _keys[first])
                next++;

            if (next - first > 1)
                _places.AsSpan(first, next - first).Sort(BySenderAndSequence);

            first = next - 1;
        }
    }

    private int BySenderAndSequence(int left, int right)
    {
        ref readonly var a = ref At(left);
        ref readonly var b = ref At(right);
        return a.Sender != b.Sender ? a.Sender.CompareTo(b.Sender) : a.Sequence.CompareTo(b.Sequence);
    }
}
