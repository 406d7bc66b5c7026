using System.Collections.Immutable;

namespace Akka.Streams.Implementation;

/// <summary>Its task does not end when the stream is torn down: that is how Akka.NET's behaves, and nobody shall rely on more.</summary>
internal sealed class IgnoreLogic<T>(TaskCompletionSource<Done> completion) : SinkLogic<T>
{
    public override void PreStart() => In.Pull();

    public override void OnPush()
    {
        In.Grab();
        In.Pull();
    }

    public override void OnUpstreamFinish()
    {
        CompleteStage();
        completion.TrySetResult(Done.Instance);
    }

    public override void OnUpstreamFailure(Exception cause)
    {
        FailStage(cause);
        completion.TrySetException(cause);
    }
}

internal sealed class FirstLogic<T>(TaskCompletionSource<T> result, bool required) : SinkLogic<T>
{
    public override void PreStart() => In.Pull();

    public override void OnPush()
    {
        result.TrySetResult(In.Grab());
        CompleteStage();
    }

    public override void OnUpstreamFinish()
    {
        if (required)
        {
            result.TrySetException(new NoSuchElementException("First of empty stream"));
        }
        else
        {
            result.TrySetResult(default!);
        }

        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception cause)
    {
        result.TrySetException(cause);
        FailStage(cause);
    }
}

internal sealed class SeqLogic<T>(TaskCompletionSource<IImmutableList<T>> result) : SinkLogic<T>
{
    private readonly ImmutableList<T>.Builder _elements = ImmutableList.CreateBuilder<T>();

    public override void PreStart() => In.Pull();

    public override void OnPush()
    {
        _elements.Add(In.Grab());
        In.Pull();
    }

    public override void OnUpstreamFinish()
    {
        result.TrySetResult(_elements.ToImmutable());
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception cause)
    {
        result.TrySetException(cause);
        FailStage(cause);
    }

    public override void PostStop() => result.TrySetException(new AbruptStageTerminationException(this));
}

/// <summary>Folds all elements and gives the result downstream when the stream completes.</summary>
internal sealed class AggregateLogic<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate) : FlowLogic<TIn, TOut>
{
    private TOut _sum = zero;

    public override void OnPush()
    {
        _sum = aggregate(_sum, In.Grab());
        In.Pull();
    }

    public override void OnPull()
    {
        if (In.IsInClosed)
        {
            Out.Push(_sum);
            CompleteStage();
        }
        else
        {
            In.Pull();
        }
    }

    public override void OnUpstreamFinish()
    {
        if (Out.IsAvailable)
        {
            Out.Push(_sum);
            CompleteStage();
        }
    }
}
