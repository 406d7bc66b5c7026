namespace HyperToken.Links;

/// <summary>
/// Bounds what one link has brought into its peer's mailbox and the peer has not taken yet, in frames and in bytes: a reader that
/// comes too far waits here, and the sender with it. One reader; the peer gives back from any thread.
/// </summary>
internal sealed class ReadCredit
{
    private readonly Lock _lock = new();
    private readonly int _maxFrames;
    private readonly int _maxBytes;
    private int _frames;
    private long _bytes;
    private TaskCompletionSource? _waiting;
    private bool _isAborted;

    public ReadCredit(int maxFrames, int maxBytes)
    {
        _maxFrames = maxFrames;
        _maxBytes = maxBytes;
    }

    /// <summary>Frames in the mailbox.</summary>
    public int Frames
    {
        get
        {
            lock (_lock)
                return _frames;
        }
    }

    /// <summary>Waits until a frame of this length may go into the mailbox, and counts it. After an abort it never waits.</summary>
    public ValueTask TakeAsync(int bytes)
    {
        lock (_lock)
        {
            var mustWait = !_isAborted && LinkLoad.Exceeds(_frames, _bytes, bytes, _maxFrames, _maxBytes);
            _frames++;
            _bytes += bytes;
            if (!mustWait)
                return ValueTask.CompletedTask;

            // The peer's actor does not go on to do the reader's work.
            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_waiting.Task);
        }
    }

    /// <summary>The peer has taken a frame out of its mailbox.</summary>
    public void Give(int bytes)
    {
        TaskCompletionSource? released = null;
        lock (_lock)
        {
            _frames--;
            _bytes -= bytes;

            // The frame that waits is counted already. Half of the room at once, so that the reader is not woken for every frame.
            if (_waiting is not null && (_frames == 1 || (_frames - 1 <= _maxFrames / 2 && _bytes <= _maxBytes / 2)))
                (released, _waiting) = (_waiting, null);
        }

        released?.TrySetResult();
    }

    /// <summary>Lets the reader go, to find that its stream has ended.</summary>
    public void Abort()
    {
        TaskCompletionSource? released;
        lock (_lock)
        {
            _isAborted = true;
            (released, _waiting) = (_waiting, null);
        }

        released?.TrySetResult();
    }
}
