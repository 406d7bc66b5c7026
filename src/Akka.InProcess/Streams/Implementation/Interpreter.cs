namespace Akka.Streams.Implementation;

/// <summary>
/// Runs one linear stream, whole, on whatever thread its actor runs on. Stages talk through connections; a push or a pull that follows
/// from another is chased at once, all else waits in a small queue. Other threads get in by <see cref="Post"/> only.
/// </summary>
internal sealed class Interpreter
{
    // How much one turn of the actor may do before others get theirs.
    private const int EventsPerTurn = 1000;
    private static readonly AsyncEvent Closed = new(null!);
    private readonly StageLogic[] _stages;
    private readonly Queue<Connection> _queue;
    private int _running;
    private bool _executing;
    private Connection? _chasedPush;
    private Connection? _chasedPull;
    private volatile StreamActor? _host;
    private AsyncEvent? _arrived;
    private AsyncEvent? _waiting;

    public Interpreter(List<StageLogic> stages)
    {
        _stages = [.. stages];
        _running = _stages.Length;
        _queue = new Queue<Connection>(_stages.Length);
        foreach (var stage in _stages) stage.Attach(this);
        for (var i = 0; i + 1 < _stages.Length; i++) _stages[i + 1].Accept(_stages[i].Connect(_stages[i + 1]));
    }

    public bool IsCompleted => _running == 0;

    /// <summary>The stage whose code runs: it is the one that failed if the code throws.</summary>
    public StageLogic? Active { get; set; }

    /// <summary>Starts all stages, upstream first.</summary>
    public void Start(StreamActor host)
    {
        _host = host;
        Interlocked.MemoryBarrier();
        foreach (var stage in _stages) Guarded(stage, static stage => stage.PreStart(), stage);
        Resume();
    }

    /// <summary>Lets an event run inside the stream. Safe for any thread, never blocks; one wake-up serves all events that wait.</summary>
    public void Post(AsyncEvent item)
    {
        AsyncEvent? head;
        do
        {
            head = Volatile.Read(ref _arrived);
            if (head == Closed)
            {
                item.Reject();
                return;
            }

            item.Next = head;
        }
        while (Interlocked.CompareExchange(ref _arrived, item, head) != head);

        if (head is null) _host?.Wake();
    }

    /// <summary>Runs what has arrived and what is queued, up to a limit, and asks to be woken again if something is left.</summary>
    public void Resume()
    {
        // One arrival at least has its turn, even if the stream never comes to rest.
        var budget = EventsPerTurn;
        AsyncEvent? item;
        do
        {
            item = Take();
            if (item is { Target.IsStopped: true }) item.Reject();
            else if (item is not null) Guarded(item.Target, static item => item.Run(), item);
            budget = Execute(budget - 1);
        }
        while (item is not null && budget > 0);

        if (IsCompleted) Close();
        else if (_waiting is not null || _queue.Count > 0 || Volatile.Read(ref _arrived) is not null) _host!.Wake();
    }

    /// <summary>Ends whatever still runs: the actor is gone.</summary>
    public void Abort()
    {
        foreach (var stage in _stages) Stop(stage);
        Close();
    }

    public void OnPushed(Connection connection)
    {
        if (_executing && _chasedPush is null) _chasedPush = connection;
        else Enqueue(connection);
    }

    public void OnPulled(Connection connection)
    {
        if (_executing && _chasedPull is null) _chasedPull = connection;
        else Enqueue(connection);
    }

    public void OnClosed(Connection connection)
    {
        if (_chasedPush == connection) _chasedPush = null;
        if (_chasedPull == connection) _chasedPull = null;
        Enqueue(connection);
    }

    private void Enqueue(Connection connection)
    {
        if (connection.IsQueued) return;
        connection.IsQueued = true;
        _queue.Enqueue(connection);
    }

    private int Execute(int budget)
    {
        _executing = true;
        while (budget > 0 && _queue.TryDequeue(out var next))
        {
            next.IsQueued = false;
            for (var connection = next; connection is not null && budget > 0; connection = budget > 0 ? TakeChased() : null)
            {
                budget--;
                Guarded(null, static connection => connection.Process(), connection);
            }
        }

        _executing = false;
        while (TakeChased() is { } left) Enqueue(left);
        return budget;
    }

    private Connection? TakeChased()
    {
        var chased = _chasedPush ?? _chasedPull;
        if (_chasedPush is not null) _chasedPush = null;
        else _chasedPull = null;
        return chased;
    }

    // User code may throw anything; whatever it is, it fails the stream.
    private void Guarded<T>(StageLogic? stage, Action<T> run, T argument)
    {
        Active = stage;
        try
        {
            run(argument);
        }
        catch (Exception cause)
        {
            _host!.LogError(cause, Active!);
            Active!.FailStage(cause);
        }

        if (Active is { IsClosed: true }) Stop(Active);
    }

    private void Stop(StageLogic stage)
    {
        if (stage.IsStopped) return;
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
            var arrived = Volatile.Read(ref _arrived);
            arrived = arrived is null || arrived == Closed ? null : Interlocked.Exchange(ref _arrived, null);
            while (arrived is not null) (arrived.Next, _waiting, arrived) = (_waiting, arrived, arrived.Next);
        }

        var item = _waiting;
        _waiting = item?.Next;
        return item;
    }

    private void Close()
    {
        for (var left = Interlocked.Exchange(ref _arrived, Closed); left is not null && left != Closed; left = left.Next) left.Reject();
        for (; _waiting is not null; _waiting = _waiting.Next) _waiting.Reject();
    }
}
