using Akka.Event;

namespace Akka.Streams.Implementation;

/// <summary>
/// Runs one linear stream, whole, on whatever thread its actor runs on. Stages talk through connections; a push or a pull that follows
/// from another is chased at once, all else waits in a small queue. Other threads get in by <see cref="Post"/> only.
/// It is also the message that asks the supervisor for such an actor.
/// </summary>
internal sealed class Interpreter : IDeadLetterSuppression
{
    // How much one turn of the actor may do before others get theirs.
    private const int EventsPerTurn = 1000;

    private readonly StageLogic[] _stages;
    private readonly Queue<Connection> _queue;
    private int _running;
    private bool _executing;
    private bool _isClosed;
    private Connection? _chasedPush;
    private Connection? _chasedPull;

    private volatile IStreamHost? _host;
    private AsyncEvent? _arrived;
    private AsyncEvent? _waiting;

    public Interpreter(List<StageLogic> stages)
    {
        _stages = [.. stages];
        _running = _stages.Length;
        _queue = new Queue<Connection>(_stages.Length);
        foreach (var stage in _stages)
        {
            stage.Attach(this);
        }

        for (var i = 0; i + 1 < _stages.Length; i++)
        {
            _stages[i + 1].Accept(_stages[i].Connect(_stages[i + 1]));
        }
    }

    public bool IsCompleted => _running == 0;

    /// <summary>The stage whose code runs: it is the one that failed if the code throws.</summary>
    public StageLogic? Active { get; set; }

    public IStreamHost Host => _host ?? throw new InvalidOperationException("The stream does not run yet.");

    /// <summary>Starts all stages, upstream first.</summary>
    public void Start(IStreamHost host)
    {
        _host = host;
        Interlocked.MemoryBarrier();
        foreach (var stage in _stages)
        {
            Active = stage;
            try
            {
                stage.PreStart();
            }
            catch (Exception cause)
            {
                FailActive(cause);
            }

            StopActiveIfClosed();
        }

        Resume();
    }

    /// <summary>Lets an event run inside the stream. Safe for any thread, never blocks; one wake-up serves all events that wait.</summary>
    public void Post(AsyncEvent item)
    {
        AsyncEvent? head;
        do
        {
            head = Volatile.Read(ref _arrived);
            if (head is Closed)
            {
                item.Reject();
                return;
            }

            item.Next = head;
        }
        while (Interlocked.CompareExchange(ref _arrived, item, head) != head);

        if (head is null)
        {
            _host?.Wake();
        }
    }

    /// <summary>Runs what has arrived and what is queued, up to a limit, and asks to be woken again if something is left.</summary>
    public void Resume()
    {
        if (_isClosed)
        {
            return;
        }

        // One arrival at least has its turn, even if the stream never comes to rest.
        var budget = EventsPerTurn;
        AsyncEvent? item;
        do
        {
            item = Take();
            if (item is not null)
            {
                Run(item);
            }

            budget = Execute(budget - 1);
        }
        while (item is not null && budget > 0);

        if (IsCompleted)
        {
            Close();
        }
        else if (_waiting is not null || _queue.Count > 0 || Volatile.Read(ref _arrived) is not null)
        {
            Host.Wake();
        }
    }

    /// <summary>Runs a timer's tick; called by the host.</summary>
    public void OnTimer(StreamTimer timer)
    {
        Run(timer);
        Resume();
    }

    /// <summary>Ends whatever still runs: the actor is gone, or never came to be.</summary>
    public void Abort()
    {
        foreach (var stage in _stages)
        {
            Stop(stage);
        }

        _queue.Clear();
        Close();
    }

    public void OnPushed(Connection connection)
    {
        if (_executing && _chasedPush is null)
        {
            _chasedPush = connection;
        }
        else
        {
            Enqueue(connection);
        }
    }

    public void OnPulled(Connection connection)
    {
        if (_executing && _chasedPull is null)
        {
            _chasedPull = connection;
        }
        else
        {
            Enqueue(connection);
        }
    }

    public void OnClosed(Connection connection)
    {
        if (ReferenceEquals(_chasedPush, connection))
        {
            _chasedPush = null;
        }

        if (ReferenceEquals(_chasedPull, connection))
        {
            _chasedPull = null;
        }

        Enqueue(connection);
    }

    private void Run(AsyncEvent item)
    {
        if (item.Target.IsStopped)
        {
            item.Reject();
            return;
        }

        Active = item.Target;
        try
        {
            item.Run();
        }
        catch (Exception cause)
        {
            FailActive(cause);
        }

        StopActiveIfClosed();
    }

    private void Enqueue(Connection connection)
    {
        if (!connection.IsQueued)
        {
            connection.IsQueued = true;
            _queue.Enqueue(connection);
        }
    }

    private int Execute(int budget)
    {
        _executing = true;
        while (budget > 0 && _queue.TryDequeue(out var connection))
        {
            connection.IsQueued = false;
            do
            {
                budget--;
                try
                {
                    connection.Process();
                }
                catch (Exception cause)
                {
                    FailActive(cause);
                }

                StopActiveIfClosed();
            }
            while (budget > 0 && TakeChased(out connection));
        }

        _executing = false;
        Requeue(ref _chasedPush);
        Requeue(ref _chasedPull);
        return budget;
    }

    private bool TakeChased(out Connection connection)
    {
        connection = (_chasedPush ?? _chasedPull)!;
        if (_chasedPush is not null)
        {
            _chasedPush = null;
        }
        else
        {
            _chasedPull = null;
        }

        return connection is not null;
    }

    private void Requeue(ref Connection? chased)
    {
        if (chased is { } connection)
        {
            chased = null;
            Enqueue(connection);
        }
    }

    // User code may throw anything; whatever it is, it fails the stream.
    private void FailActive(Exception cause)
    {
        Host.LogError(cause, Active!);
        Active!.FailStage(cause);
    }

    private void StopActiveIfClosed()
    {
        if (Active!.IsClosed)
        {
            Stop(Active);
        }
    }

    private void Stop(StageLogic stage)
    {
        if (stage.IsStopped)
        {
            return;
        }

        _running--;
        try
        {
            stage.Stop();
        }
        catch (Exception cause)
        {
            _host?.LogError(cause, stage);
        }
    }

    // The arrivals come youngest first.
    private AsyncEvent? Take()
    {
        if (_waiting is null)
        {
            var arrived = Volatile.Read(ref _arrived) is null ? null : Interlocked.Exchange(ref _arrived, null);
            while (arrived is not null)
            {
                var older = arrived.Next;
                arrived.Next = _waiting;
                _waiting = arrived;
                arrived = older;
            }
        }

        var item = _waiting;
        _waiting = item?.Next;
        return item;
    }

    private void Close()
    {
        _isClosed = true;
        for (var left = Interlocked.Exchange(ref _arrived, Closed.Instance); left is not null and not Closed; left = left.Next)
        {
            left.Reject();
        }

        for (; _waiting is not null; _waiting = _waiting.Next)
        {
            _waiting.Reject();
        }
    }

    private sealed class Closed() : AsyncEvent(null!)
    {
        public static readonly Closed Instance = new();

        public override void Run()
        {
        }
    }
}
