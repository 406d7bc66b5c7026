namespace HyperToken.Overlay.Broadcast.Repair;

/// <summary>Messages that somebody was asked for, so that nobody else is asked too before a time-out; and since when they are under way.</summary>
internal sealed class AskedMessages
{
    private readonly TimeSpan _timeout;

    // Most peers never miss anything.
    private Dictionary<(StreamId Stream, ulong Sequence), Asked>? _asked;
    private Queue<(Instant Deadline, StreamId Stream, ulong Sequence)>? _deadlines;

    public AskedMessages(TimeSpan timeout) => _timeout = timeout;

    public int Count => _asked?.Count ?? 0;

    /// <summary>When the first time-out ends, if its message has not come.</summary>
    public Instant NextDeadline => _deadlines?.TryPeek(out var first) == true ? first.Deadline : Instant.Never;

    public bool Contains(in StreamId stream, ulong sequence) => _asked?.ContainsKey((stream, sequence)) == true;

    /// <param name="stream">The message's stream.</param>
    /// <param name="sequence">Its place in it.</param>
    /// <param name="bornAt">Since when it is under way.</param>
    /// <param name="now">The time.</param>
    public void Add(in StreamId stream, ulong sequence, Instant bornAt, Instant now)
    {
        _asked ??= [];
        _deadlines ??= [];
        var deadline = now + _timeout;
        _asked[(stream, sequence)] = new Asked(deadline, bornAt);
        _deadlines.Enqueue((deadline, stream, sequence));
    }

    /// <summary>A message has come: it is not asked for any more.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryTake(in StreamId stream, ulong sequence, out Instant bornAt)
    {
        bornAt = default;
        if (_asked is null || !_asked.Remove((stream, sequence), out var asked))
            return false;

        bornAt = asked.BornAt;
        if (_asked.Count == 0)
            _asked = null;

        DropSettled();
        return true;
    }

    /// <summary>Gives up waiting for what has not come in time.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Expire(Instant now)
    {
        var hasExpired = false;
        while (_deadlines?.TryPeek(out var first) == true && first.Deadline <= now)
        {
            _deadlines.Dequeue();
            if (!IsOpen(first))
                continue;

            _asked!.Remove((first.Stream, first.Sequence));
            hasExpired = true;
        }

        DropSettled();
        return hasExpired;
    }

    private void DropSettled()
    {
        while (_deadlines?.TryPeek(out var first) == true && !IsOpen(first))
            _deadlines.Dequeue();

        if (_deadlines?.Count == 0)
            (_asked, _deadlines) = (null, null);
    }

    private bool IsOpen((Instant Deadline, StreamId Stream, ulong Sequence) entry) =>
        _asked is not null && _asked.TryGetValue((entry.Stream, entry.Sequence), out var asked) && asked.Deadline == entry.Deadline;

    private readonly record struct Asked(Instant Deadline, Instant BornAt);
}
