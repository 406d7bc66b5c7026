namespace Akka.Actor;

/// <summary>
/// The mailbox: a queue of messages, and a stack of signals, which go first and of which there are few. <see cref="_status"/> says
/// whether the actor is queued on the pool, so that it runs on one thread at a time, and how often it is suspended.
/// </summary>
internal sealed partial class ActorCell : IThreadPoolWorkItem
{
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendedOnce = 4;
    /// <summary>Messages an actor may handle before it queues up again behind the others.</summary>
    private const int Throughput = 30;

    // What lies on the stack of a dead actor: senders who meet it know that nobody will come.
    private static readonly SystemMessage NoMoreSignals = new Terminate();
    private static readonly Lock Draining = new();
    private readonly bool _inline;
    private MessageQueue _incoming;
    // What the actor itself has put before all that is incoming.
    private Envelope? _first;
    // Whatever else comes first, an actor's life begins with its creation.
    private SystemMessage? _signals = new Create();
    private int _status;

    internal bool IsTerminated => (Volatile.Read(ref _status) & Closed) != 0;
    private bool IsSuspended => Volatile.Read(ref _status) >= SuspendedOnce;

    public override void Tell(object message, IActorRef? sender)
    {
        if (message is null) throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        // Whoever puts the first message into an empty mailbox wakes the actor up.
        if (_incoming.Enqueue(new Envelope(message, sender))) ScheduleIfIdle();
        // The message came after the actor cleared up, or while it did: either of the two finds it.
        if (IsTerminated) DrainToDeadLetters();
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
    internal void EnqueueFirst(object message, IActorRef? sender) => _first = new Envelope(message, sender) { Next = _first };

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
        var more = _first is not null;
        Interlocked.And(ref _status, ~Scheduled);
        if (more || _incoming.HasMessages || Volatile.Read(ref _signals) is not null) ScheduleIfIdle();
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
        envelope = _first!;
        if (envelope is null) return _incoming.TryDequeue(out envelope);
        _first = envelope.Next;
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
        for (; _first is not null; _first = _first.Next) ToDeadLetters(_first);
        DrainToDeadLetters();
        for (var signal = OldestFirst(Interlocked.Exchange(ref _signals, NoMoreSignals)); signal is not null; signal = signal.Next)
            (signal as Watch)?.AnswerDead(existed: true);
    }

    /// <summary>Of a closed mailbox: its receiver is gone, so whoever holds the lock takes its place.</summary>
    private void DrainToDeadLetters()
    {
        var spin = new SpinWait();
        while (_incoming.HasMessages)
        {
            Envelope late;
            bool taken;
            lock (Draining) taken = _incoming.TryDequeue(out late);
            if (taken) ToDeadLetters(late);
            else spin.SpinOnce();
        }
    }

    private void ToDeadLetters(Envelope envelope)
    {
        // A dead letter about a dead letter would go to the same dead subscriber, for ever.
        if (envelope.Message is not Event.AllDeadLetters)
            System.DeadLetters.Tell(new Event.DeadLetter(envelope.Message, envelope.Sender ?? System.DeadLetters, this), envelope.Sender);
    }

    private static SystemMessage? OldestFirst(SystemMessage? newest)
    {
        SystemMessage? oldest = null;
        while (newest is not null) (newest.Next, oldest, newest) = (oldest, newest, newest.Next);
        return oldest;
    }
}
