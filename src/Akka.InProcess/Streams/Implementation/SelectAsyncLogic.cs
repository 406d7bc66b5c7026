namespace Akka.Streams.Implementation;

/// <summary>Keeps up to <c>parallelism</c> tasks at work and gives their results in order, or as they come. The first failure fails the stream.</summary>
internal sealed class SelectAsyncLogic<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper, bool ordered) : FlowLogic<TIn, TOut>
{
    // In order: every task from its start, until its result has gone downstream. Otherwise: those that ended.
    private readonly ElementBuffer<Task<TOut>> _tasks = new(parallelism);
    private int _atWork;

    private int Todo => ordered ? _tasks.Count : _atWork + _tasks.Count;

    public override void PreStart() => _tasks.RequireCapacity();

    public override void OnPush()
    {
        var task = mapper(In.Grab());
        _atWork++;
        if (ordered)
        {
            _tasks.Enqueue(task);
        }

        if (task.IsCompleted)
        {
            OnEnded(task);
        }
        else
        {
            task.ContinueWith(
                static (ended, state) => ((SelectAsyncLogic<TIn, TOut>)state!).Ended(ended),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        PullMore();
    }

    public override void OnPull() => Emit();

    public override void OnUpstreamFinish()
    {
        if (Todo == 0)
        {
            CompleteStage();
        }
    }

    private void Ended(Task<TOut> task) => Interpreter.Post(new TaskEnded(this, task));

    private void OnEnded(Task<TOut> task)
    {
        _atWork--;
        if (!task.IsCompletedSuccessfully)
        {
            FailStage(task.Exception ?? (Exception)new TaskCanceledException(task));
            return;
        }

        if (!ordered)
        {
            _tasks.Enqueue(task);
        }

        if (Out.IsAvailable)
        {
            Emit();
        }
    }

    private void Emit()
    {
        if (_tasks.Count > 0 && _tasks.Peek().IsCompletedSuccessfully)
        {
            Out.Push(_tasks.Dequeue().Result);
        }
        else if (Todo == 0 && In.IsInClosed)
        {
            CompleteStage();
            return;
        }

        PullMore();
    }

    private void PullMore()
    {
        if (Todo < parallelism)
        {
            In.TryPull();
        }
    }

    private sealed class TaskEnded(SelectAsyncLogic<TIn, TOut> stage, Task<TOut> task) : AsyncEvent(stage)
    {
        public override void Run() => stage.OnEnded(task);
    }
}
