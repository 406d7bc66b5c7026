namespace Akka.Streams.Implementation;

internal sealed class SelectLogic<TIn, TOut>(Func<TIn, TOut> mapper) : FlowLogic<TIn, TOut>
{
    public override void OnPush() => Out.Push(mapper(In.Grab()));
}

internal sealed class WhereLogic<T>(Predicate<T> predicate) : FlowLogic<T, T>
{
    public override void OnPush()
    {
        var element = In.Grab();
        if (predicate(element)) Out.Push(element);
        else In.Pull();
    }
}

internal sealed class TakeLogic<T>(long count) : FlowLogic<T, T>
{
    private long _left = count;

    public override void OnPush()
    {
        Out.Push(In.Grab());
        if (--_left == 0) CompleteStage();
    }

    public override void OnPull()
    {
        if (_left > 0) In.Pull();
        else CompleteStage();
    }
}

internal sealed class WatchTerminationLogic<T>(TaskCompletionSource<Done> finish) : FlowLogic<T, T>
{
    public override void OnPush() => Out.Push(In.Grab());

    public override void OnUpstreamFinish()
    {
        finish.TrySetResult(Done.Instance);
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception cause)
    {
        finish.TrySetException(cause);
        FailStage(cause);
    }

    public override void OnDownstreamFinish(Exception? cause)
    {
        if (cause is null) finish.TrySetResult(Done.Instance);
        else finish.TrySetException(cause);
        base.OnDownstreamFinish(cause);
    }

    public override void PostStop() => finish.TrySetException(new AbruptStageTerminationException(this));
}
