namespace Akka.Streams.Implementation;

/// <summary>Always asks upstream while it may hold more, whatever downstream does.</summary>
internal sealed class BufferLogic<T>(int capacity, OverflowStrategy strategy) : FlowLogic<T, T>
{
    private readonly Queue<T> _buffer = new();

    public override void PreStart()
    {
        if (capacity < 1) throw new ArgumentException("buffer size must be positive");
        In.Pull();
    }

    public override void OnPush()
    {
        var element = In.Grab();
        if (Out.IsAvailable)
        {
            Out.Push(element);
            In.Pull();
            return;
        }

        if (_buffer.Count == capacity)
        {
            switch (strategy)
            {
                case OverflowStrategy.Fail:
                    FailStage(new BufferOverflowException($"Buffer overflow (max capacity was {capacity})"));
                    return;
                case OverflowStrategy.DropNew:
                    In.Pull();
                    return;
                default:
                    _buffer.MakeRoom(strategy);
                    break;
            }
        }

        _buffer.Enqueue(element);
        if (strategy != OverflowStrategy.Backpressure || _buffer.Count < capacity) In.Pull();
    }

    public override void OnPull()
    {
        if (_buffer.TryDequeue(out var element)) Out.Push(element);
        if (!In.IsInClosed) In.TryPull();
        else if (_buffer.Count == 0) CompleteStage();
    }

    public override void OnUpstreamFinish()
    {
        if (_buffer.Count == 0) CompleteStage();
    }
}

internal static class Overflow
{
    /// <summary>Drops what the strategy says of a full buffer: the oldest, the youngest, or all.</summary>
    public static void MakeRoom<T>(this Queue<T> buffer, OverflowStrategy strategy)
    {
        switch (strategy)
        {
            case OverflowStrategy.DropHead:
                buffer.Dequeue();
                break;
            case OverflowStrategy.DropTail:
                for (var older = buffer.Count - 1; older > 0; older--) buffer.Enqueue(buffer.Dequeue());
                buffer.Dequeue();
                break;
            case OverflowStrategy.DropBuffer:
                buffer.Clear();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Drops nothing that is buffered.");
        }
    }
}
