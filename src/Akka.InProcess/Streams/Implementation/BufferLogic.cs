namespace Akka.Streams.Implementation;

/// <summary>Always asks upstream while it may hold more, whatever downstream does.</summary>
internal sealed class BufferLogic<T>(int capacity, OverflowStrategy strategy) : FlowLogic<T, T>
{
    private readonly ElementBuffer<T> _buffer = new(capacity);

    public override void PreStart()
    {
        _buffer.RequireCapacity();
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

        if (_buffer.IsFull)
        {
            switch (strategy)
            {
                case OverflowStrategy.Fail:
                    FailStage(new BufferOverflowException($"Buffer overflow (max capacity was {_buffer.Capacity})"));
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
        if (strategy != OverflowStrategy.Backpressure || !_buffer.IsFull)
        {
            In.Pull();
        }
    }

    public override void OnPull()
    {
        if (_buffer.Count > 0)
        {
            Out.Push(_buffer.Dequeue());
        }

        if (!In.IsInClosed)
        {
            In.TryPull();
        }
        else if (_buffer.Count == 0)
        {
            CompleteStage();
        }
    }

    public override void OnUpstreamFinish()
    {
        if (_buffer.Count == 0)
        {
            CompleteStage();
        }
    }
}
