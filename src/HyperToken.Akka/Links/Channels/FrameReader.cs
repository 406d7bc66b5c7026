using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links.Channels;

/// <summary>
/// Reads what <see cref="FrameWriter"/> writes, however the stream cuts it. One caller reads at a time, and calls <see cref="Complete"/>
/// when done; <see cref="Abort"/> may come from any thread. Holds one frame at most: what it does not ask for stays in the stream.
/// </summary>
internal sealed class FrameReader
{
    private const int LastWordBytes = FrameWriter.LengthBytes + 1;
    private readonly PipeReader _input;
    private readonly int _maxFrameBytes;
    private ReadOnlySequence<byte> _buffer;
    private bool _holdsBuffer;
    private bool _isLast;
    private volatile bool _isAborted;
    private long _frames;
    private long _bytes;

    /// <param name="input">The stream.</param>
    /// <param name="maxFrameBytes">A longer frame ends it.</param>
    public FrameReader(PipeReader input, int maxFrameBytes)
    {
        _input = input;
        _maxFrameBytes = maxFrameBytes;
    }

    /// <summary>Frames read.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Their bytes, without the lengths before them.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The next frame, in memory of its own, or the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<FrameRead> NextAsync()
    {
        while (true)
        {
            if (_isAborted)
                return new FrameRead(default, StreamEnd.Aborted);
            if (_holdsBuffer)
            {
                if (TryTake(out var read))
                    return read;

                // All of it has been looked at: the next read waits for more.
                _input.AdvanceTo(_buffer.Start, _buffer.End);
                _holdsBuffer = false;
                if (_isLast)
                    return new FrameRead(default, StreamEnd.Gone);
            }

            var more = await _input.ReadAsync().ConfigureAwait(false);
            _buffer = more.Buffer;
            _holdsBuffer = true;
            _isLast = more.IsCompleted;
        }
    }

    /// <summary>Ends a read that waits, and all that follow.</summary>
    public void Abort()
    {
        _isAborted = true;
        _input.CancelPendingRead();
    }

    /// <summary>Nothing more is read: whoever writes finds out.</summary>
    public void Complete() => _input.Complete();

    private bool TryTake(out FrameRead read)
    {
        read = default;
        Span<byte> start = stackalloc byte[FrameWriter.LengthBytes];
        if (_buffer.Length < FrameWriter.LengthBytes)
            return false;

        _buffer.Slice(0, FrameWriter.LengthBytes).CopyTo(start);
        var length = BinaryPrimitives.ReadInt32BigEndian(start);
        if (length == 0)
            return TryTakeLastWord(out read);

        if (length < 0 || length > _maxFrameBytes)
        {
            read = new FrameRead(default, StreamEnd.Faulty(FrameError.Oversized));
            return true;
        }

        if (_buffer.Length < FrameWriter.LengthBytes + length)
            return false;

        var frame = GC.AllocateUninitializedArray<byte>(length);
        _buffer.Slice(FrameWriter.LengthBytes, length).CopyTo(frame);
        _buffer = _buffer.Slice(FrameWriter.LengthBytes + length);
        Volatile.Write(ref _frames, _frames + 1);
        Volatile.Write(ref _bytes, _bytes + length);
        read = new FrameRead(new EncodedFrame(frame, default), null);
        return true;
    }

    private bool TryTakeLastWord(out FrameRead read)
    {
        read = default;
        if (_buffer.Length < LastWordBytes)
            return false;

        var reason = (LinkCloseReason)_buffer.Slice(FrameWriter.LengthBytes, 1).FirstSpan[0];
        read = new FrameRead(default, Enum.IsDefined(reason) ? new StreamEnd(reason) : StreamEnd.Faulty(FrameError.Malformed));
        return true;
    }
}
