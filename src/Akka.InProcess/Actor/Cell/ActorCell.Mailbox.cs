namespace Akka.Actor;

/// <summary>
/// The mailbox. Senders push onto a lock-free stack with one compare-and-swap; the actor takes the whole stack at once and turns
/// it round, which gives every sender's order back. Signals have a stack of their own and go first. <see cref="_status"/> says
/// whether the actor is queued on the pool, so that it runs on one thread at a time, and how often it is suspended.
/// </summary>
internal sealed partial class ActorCell : IThreadPoolWorkItem
{
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendedOnce = 4;
    /// <summary>Messages an actor may handle before it queues up again behind the others.</summary>
    private const int Throughput = 30;

    // What lies on the stacks of a dead actor: senders who meet it know that nobody will come.
    private static readonly Envelope NoMoreMessages = new("closed", null);
    private static readonly SystemMessage NoMoreSignals = new Terminate();
    private readonly bool _inline;
    private Envelope? _incoming;
    private Envelope? _ready;
    // Whatever else comes first, an actor's life begins with its creation.
    private SystemMessage? _signals = new Create();
    private int _status;

    internal bool IsTerminated => (Volatile.Read(ref _status) & Closed) != 0;
    private bool IsSuspended => Volatile.Read(ref _status) >= SuspendedOnce;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null) throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        var envelope = new Envelope(message, sender);
        var newest = Volatile.Read(ref _incoming);
        while (true)
        {
            if (ReferenceEquals(newest, NoMoreMessages))
            {
                ToDeadLetters(envelope);
                return;
            }

            envelope.Next = newest;
            var seen = Interlocked.CompareExchange(ref _incoming, envelope, newest);
            if (ReferenceEquals(seen, newest)) break;
            newest = seen;
        }

        // Whoever put the first message onto an empty stack wakes the actor up.
        if (newest is null) ScheduleIfIdle();
    }

    internal override void SendSystemMessage(SystemMessage message)
    {
        var newest = Volatile.Read(ref _signals);
        while (true)
        {
            if (ReferenceEquals(newest, NoMoreSignals))
            {
                (message as Watch)?.AnswerDead(existed: true);
                return;
            }

            message.Next = newest;
            var seen = Interlocked.CompareExchange(ref _signals, message, newest);
            if (ReferenceEquals(seen, newest)) break;
            newest = seen;
        }

        ScheduleIfIdle();
    }

    void IThreadPoolWorkItem.Execute() => Run();
    /// <summary>Puts a message before all others in the mailbox; only for the running actor itself.</summary>
    internal void EnqueueFirst(object message, IActorRef? sender) => _ready = new Envelope(message, sender) { Next = _ready };

    private void Run()
    {
        var previous = _current;
        _current = this;
        RunSignals();
        for (var left = Throughput; left > 0 && Volatile.Read(ref _status) == Scheduled && TryDequeue(out var envelope); left--)
        {
            Invoke(envelope);
            RunSignals();
        }

        _current = previous;
        var more = _ready is not null;
        Interlocked.And(ref _status, ~Scheduled);
        if (more || Volatile.Read(ref _incoming) is not null || Volatile.Read(ref _signals) is not null) ScheduleIfIdle();
    }

    /// <summary>
    /// Into the pool's common queue, first come first served. A thread's own queue would be cheaper, but serves the last comer
    /// first: then a message that many actors pass on takes the longest way round, not the shortest.
    /// </summary>
    private void ScheduleIfIdle()
    {
        var status = Volatile.Read(ref _status);
        while ((status & (Closed | Scheduled)) == 0 && (status < SuspendedOnce || Volatile.Read(ref _signals) is not null))
        {
            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status)
            {
                if (_inline) Run();
                else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            status = seen;
        }
    }

    private bool TryDequeue(out Envelope envelope)
    {
        envelope = _ready!;
        if (envelope is null)
        {
            if (Volatile.Read(ref _incoming) is null) return false;
            envelope = OldestFirst(Interlocked.Exchange(ref _incoming, null))!;
        }

        _ready = envelope.Next;
        envelope.Next = null;
        return true;
    }

    private void RunSignals()
    {
        while (Volatile.Read(ref _signals) is not null && !IsTerminated)
        {
            var next = OldestFirst(Interlocked.Exchange(ref _signals, null));
            while (next is not null)
            {
                var message = next;
                next = message.Next;
                message.Next = null;
                if (IsTerminated) (message as Watch)?.AnswerDead(existed: true);
                else next = HandleOrPostpone(message, next);
            }
        }
    }

    private void SuspendMailbox() => Interlocked.Add(ref _status, SuspendedOnce);

    private void ResumeMailbox()
    {
        if (IsSuspended) Interlocked.Add(ref _status, -SuspendedOnce);
    }

    /// <summary>From here on every message finds the dead letters, none is lost; every watcher gets its answer.</summary>
    private void CloseMailbox()
    {
        Interlocked.Or(ref _status, Closed);
        var ready = _ready;
        _ready = null;
        for (; ready is not null; ready = ready.Next) ToDeadLetters(ready);
        for (var late = OldestFirst(Interlocked.Exchange(ref _incoming, NoMoreMessages)); late is not null; late = late.Next) ToDeadLetters(late);
        for (var signal = OldestFirst(Interlocked.Exchange(ref _signals, NoMoreSignals)); signal is not null; signal = signal.Next)
            (signal as Watch)?.AnswerDead(existed: true);
    }

    private void ToDeadLetters(Envelope envelope)
    {
        // A dead letter about a dead letter would go to the same dead subscriber, for ever.
        if (envelope.Message is not Event.AllDeadLetters)
            System.DeadLetters.Tell(new Event.DeadLetter(envelope.Message, envelope.Sender ?? System.DeadLetters, this), envelope.Sender);
    }

    private static Envelope? OldestFirst(Envelope? newest)
    {
        Envelope? oldest = null;
        while (newest is not null) (newest.Next, oldest, newest) = (oldest, newest, newest.Next);
        return oldest;
    }

    private static SystemMessage? OldestFirst(SystemMessage? newest)
    {
        SystemMessage? oldest = null;
        while (newest is not null) (newest.Next, oldest, newest) = (oldest, newest, newest.Next);
        return oldest;
    }
}
