namespace Akka.Streams.Implementation;

/// <summary>A bounded ring of elements. It grows to its capacity by need, so that a large bound costs nothing until it is used.</summary>
internal sealed class ElementBuffer<T>(int capacity)
{
    private T[] _ring = new T[Math.Clamp(capacity, 0, 16)];
    private int _head;

    public int Capacity { get; } = capacity;

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <exception cref="ArgumentException">The capacity is below 1.</exception>
    public void RequireCapacity()
    {
        if (Capacity < 1)
        {
            throw new ArgumentException("buffer size must be positive");
        }
    }

    public T Peek() => _ring[_head];

    public void Enqueue(T element)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        var at = _head + Count;
        _ring[at >= _ring.Length ? at - _ring.Length : at] = element;
        Count++;
    }

    public T Dequeue()
    {
        var element = _ring[_head];
        _ring[_head] = default!;
        _head = _head + 1 == _ring.Length ? 0 : _head + 1;
        Count--;
        return element;
    }

    /// <summary>Drops what the strategy says: the oldest, the youngest, or all.</summary>
    public void MakeRoom(OverflowStrategy strategy)
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                Dequeue();
                break;
            case OverflowStrategy.DropTail:
                Count--;
                _ring[(_head + Count) % _ring.Length] = default!;
                break;
            case OverflowStrategy.DropBuffer:
                Array.Clear(_ring);
                _head = 0;
                Count = 0;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Drops nothing that is buffered.");
        }
    }

    private void Grow()
    {
        var larger = new T[(int)Math.Min(Capacity, 2L * _ring.Length)];
        var first = _ring.Length - _head;
        Array.Copy(_ring, _head, larger, 0, first);
        Array.Copy(_ring, 0, larger, first, Count - first);
        _ring = larger;
        _head = 0;
    }
}
