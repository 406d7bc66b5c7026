using System.Collections.Immutable;

namespace Akka.Streams.Implementation;

/// <summary>Its task does not end when the stream is torn down: that is how Akka.NET's behaves, and nobody shall rely on more.</summary>
internal sealed class IgnoreLogic<T>(TaskCompletionSource<Done> completion) : SinkLogic<T>
{
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

internal sealed class FirstLogic<T>(TaskCompletionSource<T> result) : SinkLogic<T>
{
    public override void OnPush()
    {
        result.TrySetResult(In.Grab());
        CompleteStage();
    }

    public override void OnUpstreamFinish()
    {
        result.TrySetException(new NoSuchElementException("First of empty stream"));
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
