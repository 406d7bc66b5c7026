namespace HyperToken.Simulation.Engine;

/// <summary>A fixed number of events; small enough to stay off the large object heap.</summary>
internal sealed class EventChunk
{
    public const int Capacity = 2048;

    private readonly SimulatedEvent[] _events = new SimulatedEvent[Capacity];

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public ref readonly SimulatedEvent this[int index] => ref _events[index];

    public void Add(in SimulatedEvent item) => _events[Count++] = item;

    /// <summary>Makes the chunk fit for reuse; it must not keep frames alive.</summary>
    public void Clear()
    {
        Array.Clear(_events, 0, Count);
        Count = 0;
    }
}
