using HyperToken.Configuration;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>
/// What waits for one link: control frames first, then gossip payload, each in order and each bounded in frames and in bytes. Too
/// much payload drops the oldest; too much control fails the queue. Safe for any number of senders and one writer. It also
/// keeps account of whether the writer is awake, so that only the first frame of a burst has to wake it.
/// </summary>
internal sealed class LinkQueue
{
    private readonly Lock _lock = new();
    private readonly LinkSettings _limits;
    private readonly Action<EncodedFrame> _onDropped;
    private readonly Queue<EncodedFrame> _control = new();
    private readonly Queue<EncodedFrame> _payload = new();
    private readonly List<EncodedFrame> _batch = [];
    private long _controlBytes;
    private long _payloadBytes;
    private long _dropped;
    private bool _isAwake = true;
    private bool _wantsRoom;
    private LinkCloseReason? _lastWord;
    private bool _isClosed;

    /// <param name="limits">How much may wait.</param>
    /// <param name="onDropped">Told of every payload frame dropped; must be quick, and must not call the queue.</param>
    public LinkQueue(LinkSettings limits, Action<EncodedFrame> onDropped)
    {
        _limits = limits;
        _onDropped = onDropped;
    }

    /// <summary>What became of a frame that was offered.</summary>
    public enum Offer
    {
        /// <summary>It waits, behind others.</summary>
        Queued,

        /// <summary>It waits, and the writer has to be woken.</summary>
        Wake,

        /// <summary>It is a control frame for which there is no room.</summary>
        Overflow,

        /// <summary>The queue takes nothing more.</summary>
        Closed,
    }

    /// <summary>Frames that wait.</summary>
    public int Frames
    {
        get
        {
            lock (_lock)
                return _control.Count + _payload.Count;
        }
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _controlBytes + _payloadBytes;
        }
    }

    /// <summary>Payload frames dropped.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes a frame, and drops old payload in its favour if need be.</summary>
    public Offer Add(in EncodedFrame frame)
    {
        lock (_lock)
        {
            if (_isClosed || _lastWord is not null)
                return Offer.Closed;

            if (LinkLoad.IsPayload(frame))
            {
                while (LinkLoad.Exceeds(_payload.Count, _payloadBytes, frame.Length, _limits.QueueFrames, _limits.QueueBytes))
                    DropOldest();

                _payload.Enqueue(frame);
                _payloadBytes += frame.Length;
            }
            else
            {
                if (LinkLoad.Exceeds(_control.Count, _controlBytes, frame.Length, _limits.ControlFrames, _limits.ControlBytes))
                    return Offer.Overflow;

                _control.Enqueue(frame);
                _controlBytes += frame.Length;
            }

            return WakeUp() ? Offer.Wake : Offer.Queued;
        }
    }

    /// <summary>Takes no more; what waits is still written, then the last word.</summary>
    /// <returns>Whether the writer has to be woken.</returns>
    public bool Complete(LinkCloseReason lastWord)
    {
        lock (_lock)
        {
            if (_isClosed || _lastWord is not null)
                return false;

            _lastWord = lastWord;
            return WakeUp();
        }
    }

    /// <summary>Takes no more, and drops what waits.</summary>
    public void Abort()
    {
        lock (_lock)
        {
            _isClosed = true;
            _control.Clear();
            _controlBytes = 0;
            while (_payload.Count > 0)
                DropOldest();
        }
    }

    /// <summary>Whether a publisher may go on; if not, the batch that makes room for it says so.</summary>
    public bool HasRoom()
    {
        lock (_lock)
        {
            _wantsRoom = LinkLoad.IsFull(_payload.Count, _payloadBytes, _limits);
            return !_wantsRoom;
        }
    }

    /// <summary>Takes what is to be written next. The batch is good until the next call.</summary>
    public Batch Take()
    {
        lock (_lock)
        {
            _batch.Clear();
            var bytes = 0L;
            while (bytes < _limits.BatchBytes && _control.TryDequeue(out var frame))
            {
                _controlBytes -= frame.Length;
                bytes += frame.Length;
                _batch.Add(frame);
            }

            while (bytes < _limits.BatchBytes && _payload.TryDequeue(out var frame))
            {
                _payloadBytes -= frame.Length;
                bytes += frame.Length;
                _batch.Add(frame);
            }

            var makesRoom = _wantsRoom && LinkLoad.IsRelieved(_payload.Count, _payloadBytes, _limits);
            _wantsRoom &= !makesRoom;
            var isLast = _control.Count + _payload.Count == 0;
            return new Batch(_batch, isLast ? _lastWord : null, makesRoom);
        }
    }

    /// <summary>A batch has been written. True if another one waits; otherwise the writer sleeps until it is woken.</summary>
    public bool StaysAwake()
    {
        lock (_lock)
            return _isAwake = !_isClosed && (_lastWord is not null || _control.Count + _payload.Count > 0);
    }

    /// <summary>Frames of a batch, from this one on, could not be written.</summary>
    public void Lost(List<EncodedFrame> batch, int from)
    {
        lock (_lock)
        {
            for (var i = from; i < batch.Count; i++)
            {
                if (LinkLoad.IsPayload(batch[i]))
                    Count(batch[i]);
            }
        }
    }

    private bool WakeUp()
    {
        var wakes = !_isAwake;
        _isAwake = true;
        return wakes;
    }

    private void DropOldest()
    {
        var oldest = _payload.Dequeue();
        _payloadBytes -= oldest.Length;
        Count(oldest);
    }

    private void Count(in EncodedFrame dropped)
    {
        _dropped++;
        _onDropped(dropped);
    }

    /// <summary>What is written in one go.</summary>
    /// <param name="Frames">Frames, in order; may be empty.</param>
    /// <param name="LastWord">If there is one, it is written behind the frames, and nothing after it.</param>
    /// <param name="MakesRoom">A publisher waited for room, and has it now.</param>
    internal readonly record struct Batch(List<EncodedFrame> Frames, LinkCloseReason? LastWord, bool MakesRoom);
}
