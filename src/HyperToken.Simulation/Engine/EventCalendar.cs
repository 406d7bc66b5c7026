namespace HyperToken.Simulation.Engine;

/// <summary>
/// The events on their way from one worker's peers to another's, by the window of time they fall into. The one worker writes
/// while a window is processed; what the other needs is taken out between two windows, when all workers rest.
/// </summary>
internal sealed class EventCalendar
{
    // Frames arrive within the ring; what is farther away are mostly timers, and few.
    private const int Ring = 4096;
    private readonly List<EventChunk>?[] _near = new List<EventChunk>?[Ring];
    private readonly SortedDictionary<long, List<EventChunk>> _far = [];
    private readonly Stack<List<EventChunk>> _freeLists = [];
    private readonly ChunkPool _pool;
    private long _window;

    /// <summary>Makes an empty calendar.</summary>
    /// <param name="pool">The writing worker's chunks.</param>
    public EventCalendar(ChunkPool pool) => _pool = pool;

    /// <summary>Enters an event. The window is later than the one last taken.</summary>
    public void Add(long window, in SimulatedEvent item)
    {
        var chunks = window - _window < Ring ? Near(window) : Far(window);
        if (chunks.Count == 0 || chunks[^1].IsFull)
            chunks.Add(_pool.Take());

        chunks[^1].Add(item);
    }

    /// <summary>Takes the events of a window out, into <paramref name="chunks"/>. Windows are taken in order.</summary>
    public void Take(long window, List<EventChunk> chunks)
    {
        _window = window;
        ref var near = ref _near[window % Ring];
        if (near is not null)
        {
            chunks.AddRange(near);
            near.Clear();
            _freeLists.Push(near);
            near = null;
        }

        if (_far.Count > 0 && _far.Remove(window, out var far))
            chunks.AddRange(far);
    }

    /// <summary>Everything that has not been taken out.</summary>
    public IEnumerable<SimulatedEvent> Pending() =>
        from chunk in _near.Concat(_far.Values).SelectMany(chunks => chunks ?? [])
        from index in Enumerable.Range(0, chunk.Count)
        select chunk[index];

    private List<EventChunk> Near(long window) =>
        _near[window % Ring] ??= _freeLists.TryPop(out var list) ? list : [];

    private List<EventChunk> Far(long window)
    {
        if (!_far.TryGetValue(window, out var chunks))
            _far.Add(window, chunks = []);

        return chunks;
    }
}
