namespace Akka.Streams.Implementation;

/// <summary>Merges elements while downstream is busy, up to a total cost; the element that exceeds it starts the next batch.</summary>
internal sealed class BatchLogic<TIn, TOut>(
    long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate) : FlowLogic<TIn, TOut>
{
    private long _spent;
    private bool _hasBatch;
    private TOut _batch = default!;
    private bool _hasNext;
    private TIn _next = default!;

    public override void PreStart() => In.Pull();

    public override void OnPush()
    {
        var element = In.Grab();
        var weight = cost(element);
        if (!_hasBatch)
        {
            Begin(element, weight);
        }
        else if (max - _spent < weight)
        {
            (_next, _hasNext) = (element, true);
        }
        else
        {
            _batch = aggregate(_batch, element);
            _spent += weight;
        }

        if (Out.IsAvailable) Emit();
        if (!_hasNext) In.Pull();
    }

    public override void OnPull()
    {
        if (_hasBatch) Emit();
        if (!In.IsInClosed) In.TryPull();
        else if (!_hasBatch) CompleteStage();
    }

    public override void OnUpstreamFinish()
    {
        if (!_hasBatch) CompleteStage();
    }

    private void Begin(TIn element, long weight)
    {
        _batch = seed(element);
        _hasBatch = true;
        _spent = weight;
    }

    private void Emit()
    {
        var batch = _batch;
        (_batch, _hasBatch) = (default!, false);
        Out.Push(batch);
        if (!_hasNext) return;
        var next = _next;
        (_next, _hasNext) = (default!, false);
        Begin(next, cost(next));
    }
}
