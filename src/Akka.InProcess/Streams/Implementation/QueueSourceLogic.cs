using Akka.Pattern;

namespace Akka.Streams.Implementation;

/// <summary>The stage behind a source queue. At most <c>capacity</c> elements wait in it, and one offer outside.</summary>
internal sealed class QueueSourceLogic<T>(int capacity, OverflowStrategy strategy) : SourceLogic<T>, ISourceQueueWithComplete<T>
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<T> _buffer = new();
    private Offer? _pending;
    private bool _completing;

    public Task<IQueueOfferResult> OfferAsync(T element)
    {
        var offer = new Offer(this, element);
        Interpreter.Post(offer);
        return offer.Result.Task;
    }

    public void Complete() => Interpreter.Post(new AsyncEvent(this, OnComplete));

    public void Fail(Exception ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        Interpreter.Post(new AsyncEvent(this, () => OnFail(ex)));
    }

    public Task WatchCompletionAsync() => _completion.Task;

    public override void OnPull()
    {
        if (_buffer.TryDequeue(out var element)) Out.Push(element);
        if (_pending is { } offer)
        {
            _pending = null;
            Accept(offer);
        }

        if (_completing && _buffer.Count == 0) Finish();
    }

    public override void OnDownstreamFinish(Exception? cause)
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
        if (_buffer.Count == capacity) OnOverflow(offer);
        else Accept(offer);
        if (Out.IsAvailable) Out.Push(_buffer.Dequeue());
    }

    private void Accept(Offer offer)
    {
        _buffer.Enqueue(offer.Element);
        offer.Answer(QueueOfferResult.Enqueued.Instance);
    }

    private void OnOverflow(Offer offer)
    {
        switch (strategy)
        {
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
                var overflow = new BufferOverflowException($"Buffer overflow (max capacity was: {capacity})!");
                offer.Answer(new QueueOfferResult.Failure(overflow));
                OnFail(overflow);
                break;
            default:
                _buffer.MakeRoom(strategy);
                Accept(offer);
                break;
        }
    }

    private void OnComplete()
    {
        if (_buffer.Count > 0 || _pending is not null) _completing = true;
        else Finish();
    }

    private void OnFail(Exception cause)
    {
        _completion.TrySetException(cause);
        FailStage(cause);
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
}
