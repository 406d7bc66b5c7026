namespace Akka.Streams.Implementation;

/// <summary>
/// Groups of at most <c>size</c>; a timer hands on a smaller group. The timer starts anew with every group that fills up while
/// downstream waits. Once a group is full one more element is taken, and kept for the next.
/// </summary>
internal sealed class GroupedWithinLogic<T>(int size, TimeSpan interval) : FlowLogic<T, IEnumerable<T>>
{
    private readonly List<T> _group = [];
    private StreamTimer? _timer;
    private bool _hasNext;
    private T _next = default!;
    private bool _isDue;
    private bool _finished;

    public override void PreStart()
    {
        RestartTimer();
        In.Pull();
    }

    public override void PostStop() => _timer?.Cancel();

    public override void OnPush()
    {
        var element = In.Grab();
        if (_group.Count == size)
        {
            (_next, _hasNext, _isDue) = (element, true, true);
            return;
        }

        _group.Add(element);
        if (_group.Count < size)
        {
            In.Pull();
        }
        else if (Out.IsAvailable)
        {
            RestartTimer();
            Emit();
        }
        else
        {
            _isDue = true;
            In.Pull();
        }
    }

    public override void OnPull()
    {
        if (_isDue)
        {
            Emit();
        }
    }

    public override void OnUpstreamFinish()
    {
        _finished = true;
        if (_group.Count == 0)
        {
            CompleteStage();
        }
        else if (Out.IsAvailable)
        {
            Emit();
        }
        else
        {
            _isDue = true;
        }
    }

    private void OnTimer()
    {
        if (_group.Count == 0)
        {
            return;
        }

        if (Out.IsAvailable)
        {
            Emit();
        }
        else
        {
            _isDue = true;
        }
    }

    private void Emit()
    {
        Out.Push([.. _group]);
        _group.Clear();
        _isDue = false;
        if (_hasNext)
        {
            _group.Add(_next);
            (_next, _hasNext) = (default!, false);
            _isDue = _finished || size == 1;
        }

        if (!_finished)
        {
            In.TryPull();
        }
        else if (_group.Count == 0)
        {
            CompleteStage();
        }
    }

    private void RestartTimer()
    {
        _timer?.Cancel();
        _timer = new StreamTimer(this, OnTimer);
        _timer.Start(Interpreter.Host, interval, interval);
    }
}
