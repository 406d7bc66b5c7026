namespace Akka.Streams.Implementation;

/// <summary>Looks one element ahead, so that the stream completes together with its last element. What the sequence throws is kept too.</summary>
internal sealed class EnumerableLogic<T>(IEnumerable<T> elements) : SourceLogic<T>
{
    private IEnumerator<T>? _enumerator;
    private Exception? _failure;

    public override void OnPull()
    {
        if (_enumerator is null)
        {
            _enumerator = elements.GetEnumerator();
            if (!MoveNext())
            {
                CompleteStage();
                return;
            }
        }

        if (_failure is not null)
        {
            throw new AggregateException(_failure);
        }

        Out.Push(_enumerator.Current);
        if (!MoveNext())
        {
            CompleteStage();
        }
    }

    public override void PostStop() => _enumerator?.Dispose();

    private bool MoveNext()
    {
        try
        {
            return _enumerator!.MoveNext();
        }
        catch (Exception cause)
        {
            _failure = cause;
            return true;
        }
    }
}

internal sealed class SingleLogic<T>(T element) : SourceLogic<T>
{
    public override void OnPull()
    {
        Out.Push(element);
        CompleteStage();
    }
}

/// <summary>Ends before anything was asked of it.</summary>
internal sealed class EndedLogic<T>(Exception? cause) : SourceLogic<T>
{
    public override void PreStart()
    {
        if (cause is null)
        {
            CompleteStage();
        }
        else
        {
            FailStage(cause);
        }
    }

    public override void OnPull()
    {
    }
}

/// <summary>Gives a task's result to the first who asks.</summary>
internal sealed class TaskLogic<T>(Task<T> task) : SourceLogic<T>
{
    private bool _asked;

    public override void OnPull()
    {
        if (!_asked)
        {
            _asked = true;
            task.ContinueWith(
                static (_, state) => ((TaskLogic<T>)state!).Ended(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private void Ended() => Interpreter.Post(new Result(this));

    private void OnResult()
    {
        if (task.IsCompletedSuccessfully)
        {
            Out.Push(task.Result);
            CompleteStage();
        }
        else
        {
            FailStage(task.Exception is { } faults
                ? faults.InnerExceptions.Count == 1 ? faults.InnerExceptions[0] : faults
                : new TaskCanceledException("Task was cancelled."));
        }
    }

    private sealed class Result(TaskLogic<T> source) : AsyncEvent(source)
    {
        public override void Run() => source.OnResult();
    }
}
