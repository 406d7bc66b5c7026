namespace Akka.Streams.Implementation;

/// <summary>Keeps up to <c>parallelism</c> tasks at work and gives their results in order, or as they come. The first failure fails the stream.</summary>
internal sealed class SelectAsyncLogic<TIn, TOut>(int parallelism, Func<TIn, Task<TOut>> mapper, bool ordered) : FlowLogic<TIn, TOut>
{
    // In order: every task from its start, until its result has gone downstream. Otherwise: those that ended.
    private readonly Queue<Task<TOut>> _tasks = new();
    private int _atWork;

    private int Todo => ordered ? _tasks.Count : _atWork + _tasks.Count;

    public override void PreStart()
    {
        if (parallelism < 1) throw new ArgumentException("parallelism must be at least 1");
    }

    public override void OnPush()
    {
        var task = mapper(In.Grab());
        _atWork++;
        if (ordered) _tasks.Enqueue(task);
        if (task.IsCompleted) OnEnded(task);
        else task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Interpreter.Post(new AsyncEvent(this, () => OnEnded(task))));
        PullMore();
    }

    public override void OnPull() => Emit();

    public override void OnUpstreamFinish()
    {
        if (Todo == 0) CompleteStage();
    }

    private void OnEnded(Task<TOut> task)
    {
        _atWork--;
        if (!task.IsCompletedSuccessfully)
        {
            FailStage(task.Exception ?? (Exception)new TaskCanceledException(task));
            return;
        }

        if (!ordered) _tasks.Enqueue(task);
        if (Out.IsAvailable) Emit();
    }

    private void Emit()
    {
        if (_tasks.TryPeek(out var oldest) && oldest.IsCompletedSuccessfully)
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
        if (Todo < parallelism) In.TryPull();
    }
}
