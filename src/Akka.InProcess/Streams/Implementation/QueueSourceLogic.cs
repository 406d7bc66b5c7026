using Akka.Pattern;

namespace Akka.Streams.Implementation;

/// <summary>The stage behind a source queue. At most <c>capacity</c> elements wait in it, and one offer outside.</summary>
internal sealed class QueueSourceLogic<T> : SourceLogic<T>, ISourceQueueWithComplete<T>
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ElementBuffer<T> _buffer;
    private readonly OverflowStrategy _strategy;
    private Offer? _pending;
    private bool _completing;

    public QueueSourceLogic(int capacity, OverflowStrategy strategy)
    {
        _buffer = new ElementBuffer<T>(capacity);
        _strategy = strategy;
    }

    public Task<IQueueOfferResult> OfferAsync(T element)
    {
        var offer = new Offer(this, element);
        Interpreter.Post(offer);
        return offer.Result.Task;
    }

    public void Complete() => Interpreter.Post(new End(this, null));

    public void Fail(Exception ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        Interpreter.Post(new End(this, ex));
    }

    public Task WatchCompletionAsync() => _completion.Task;

    public override void OnPull()
    {
        if (_buffer.Capacity == 0)
        {
            if (_pending is { } offer)
            {
                _pending = null;
                offer.Answer(QueueOfferResult.Enqueued.Instance);
                Out.Push(offer.Element);
            }
        }
        else if (_buffer.Count > 0)
        {
            Out.Push(_buffer.Dequeue());
            if (_pending is { } offer)
            {
                _pending = null;
                Accept(offer);
            }
        }

        if (_completing && _buffer.Count == 0)
        {
            Finish();
        }
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        _pending?.Answer(QueueOfferResult.QueueClosed.Instance);
        _pending = null;
        Finish();
    }

    public override void PostStop()
    {
        _completion.TrySetException(new StreamDetachedException());
        _pending?.Reject();
        _pending = null;
    }

    private void OnOffer(Offer offer)
    {
        if (_buffer.Capacity == 0)
        {
            if (Out.IsAvailable)
            {
                offer.Answer(QueueOfferResult.Enqueued.Instance);
                Out.Push(offer.Element);
            }
            else if (_pending is null)
            {
                _pending = offer;
            }
            else
            {
                OnOverflow(offer);
            }

            return;
        }

        if (_buffer.IsFull)
        {
            OnOverflow(offer);
        }
        else
        {
            Accept(offer);
        }

        if (Out.IsAvailable)
        {
            Out.Push(_buffer.Dequeue());
        }
    }

    private void Accept(Offer offer)
    {
        _buffer.Enqueue(offer.Element);
        offer.Answer(QueueOfferResult.Enqueued.Instance);
    }

    // Without a buffer the one pending offer is what can be dropped.
    private void OnOverflow(Offer offer)
    {
        switch (_strategy)
        {
            case OverflowStrategy.DropHead or OverflowStrategy.DropBuffer when _buffer.Capacity == 0:
                _pending!.Answer(QueueOfferResult.Dropped.Instance);
                _pending = offer;
                break;
            case OverflowStrategy.DropTail when _buffer.Capacity == 0:
            case OverflowStrategy.DropNew:
                offer.Answer(QueueOfferResult.Dropped.Instance);
                break;
            case OverflowStrategy.Backpressure when _pending is null:
                _pending = offer;
                break;
            case OverflowStrategy.Backpressure:
                offer.Result.TrySetException(new IllegalStateException(
                    "You have to wait for previous offer to be resolved to send another request."));
                break;
            case OverflowStrategy.Fail:
                var overflow = new BufferOverflowException($"Buffer overflow (max capacity was: {_buffer.Capacity})!");
                offer.Answer(new QueueOfferResult.Failure(overflow));
                _completion.TrySetException(overflow);
                FailStage(overflow);
                break;
            default:
                _buffer.MakeRoom(_strategy);
                Accept(offer);
                break;
        }
    }

    private void OnEnd(Exception? cause)
    {
        if (cause is not null)
        {
            _completion.TrySetException(cause);
            FailStage(cause);
        }
        else if (_buffer.Count > 0 || _pending is not null)
        {
            _completing = true;
        }
        else
        {
            Finish();
        }
    }

    private void Finish()
    {
        _completion.TrySetResult();
        CompleteStage();
    }

    private sealed class Offer(QueueSourceLogic<T> queue, T element) : AsyncEvent(queue)
    {
        public T Element => element;

        public TaskCompletionSource<IQueueOfferResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Answer(IQueueOfferResult result) => Result.TrySetResult(result);

        public override void Run() => queue.OnOffer(this);

        public override void Reject() => Result.TrySetException(new StreamDetachedException());
    }

    private sealed class End(QueueSourceLogic<T> queue, Exception? cause) : AsyncEvent(queue)
    {
        public override void Run() => queue.OnEnd(cause);
    }
}
