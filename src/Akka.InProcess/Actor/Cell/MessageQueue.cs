namespace Akka.Actor;

/// <summary>
/// A linked queue for many senders and one receiver (after Vyukov's intrusive MPSC queue): a sender pays one exchange whatever
/// lies before it, and the receiver touches only the message it takes, so that a long backlog costs no more than a short one.
/// A mutable structure: it lives in a field and is never copied.
/// </summary>
internal struct MessageQueue
{
    private Envelope? _oldest;
    private Envelope? _newest;

    /// <summary>True also while the only message is still being linked in.</summary>
    public bool HasMessages => Volatile.Read(ref _newest) is not null;

    /// <summary>Puts a message behind all others; true when there were none, and the receiver has to be woken.</summary>
    public bool Enqueue(Envelope envelope)
    {
        var before = Interlocked.Exchange(ref _newest, envelope);
        if (before is null) Volatile.Write(ref _oldest, envelope);
        else Volatile.Write(ref before.Next, envelope);
        return before is null;
    }

    /// <summary>Takes the oldest message. False when there is none, or when its sender has not linked it in yet.</summary>
    public bool TryDequeue(out Envelope envelope)
    {
        envelope = Volatile.Read(ref _oldest)!;
        if (envelope is null) return false;
        var next = Volatile.Read(ref envelope.Next);
        if (next is null)
        {
            // Before the exchange: a sender who finds the queue empty writes this field.
            _oldest = null;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _newest, null, envelope), envelope)) return true;
            // Somebody has come behind it and is about to link it in.
            var spin = new SpinWait();
            while ((next = Volatile.Read(ref envelope.Next)) is null) spin.SpinOnce(sleep1Threshold: -1);
        }

        _oldest = next;
        envelope.Next = null;
        return true;
    }
}
