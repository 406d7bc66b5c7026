using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links.Channels;

/// <summary>
/// Writes frames to a byte stream: the length, 4 bytes, big-endian, then the frame. A length of 0 and one byte, why the stream ends, are
/// its last word. One caller writes at a time; <see cref="Abort"/> may come from any thread.
/// </summary>
internal sealed class FrameWriter
{
    /// <summary>Bytes before every frame.</summary>
    public const int LengthBytes = 4;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PipeWriter _output;
    private readonly int _flushBytes;
    private bool _isWriting;
    private bool _isEnded;
    private long _frames;
    private long _bytes;

    /// <param name="output">The stream.</param>
    /// <param name="flushBytes">Bytes written at most, about, before the stream is asked whether there is room for more.</param>
    public FrameWriter(PipeWriter output, int flushBytes)
    {
        _output = output;
        _flushBytes = flushBytes;
    }

    /// <summary>Frames written.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Their bytes, without the lengths before them.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Ends with the stream, when no write is under way.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Writes frames, and the last word if there is one; ends when the stream has taken them.</summary>
    /// <returns>False when the stream has ended: with the last word, by an abort, or because nobody reads it any more.</returns>
    public async ValueTask<bool> WriteAsync(IReadOnlyList<EncodedFrame> frames, LinkCloseReason? lastWord)
    {
        lock (_lock)
        {
            if (_isEnded)
                return false;

            _isWriting = true;
        }

        var goesOn = false;
        try
        {
            goesOn = await WriteAllAsync(frames, lastWord).ConfigureAwait(false) && lastWord is null;
        }
        finally
        {
            goesOn = EndWriting(goesOn);
        }

        return goesOn;
    }

    /// <summary>Ends the stream now. A write under way ends with it.</summary>
    public void Abort()
    {
        bool isWriting;
        lock (_lock)
        {
            if (_isEnded)
                return;

            _isEnded = true;
            isWriting = _isWriting;
        }

        if (isWriting)
            _output.CancelPendingFlush();
        else
            Complete();
    }

    private async ValueTask<bool> WriteAllAsync(IReadOnlyList<EncodedFrame> frames, LinkCloseReason? lastWord)
    {
        var unflushed = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = frames[i];
            unflushed += LengthBytes + frame.Length;
            if (unflushed <= _flushBytes)
            {
                WriteWhole(frame);
            }
            else
            {
                WriteLength(frame.Length);
                if (!await WritePiecesAsync(frame.Head).ConfigureAwait(false) || !await WritePiecesAsync(frame.Tail).ConfigureAwait(false))
                    return false;

                unflushed = 0;
            }

            Volatile.Write(ref _frames, _frames + 1);
            Volatile.Write(ref _bytes, _bytes + frame.Length);
        }

        if (lastWord is { } reason)
        {
            WriteLength(0);
            _output.Write([(byte)reason]);
        }

        return await FlushAsync().ConfigureAwait(false);
    }

    private void WriteWhole(in EncodedFrame frame)
    {
        var span = _output.GetSpan(LengthBytes + frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(span, frame.Length);
        frame.Head.Span.CopyTo(span[LengthBytes..]);
        frame.Tail.Span.CopyTo(span[(LengthBytes + frame.Head.Length)..]);
        _output.Advance(LengthBytes + frame.Length);
    }

    private void WriteLength(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_output.GetSpan(LengthBytes), length);
        _output.Advance(LengthBytes);
    }

    /// <summary>A long frame does not lie in the stream whole.</summary>
    private async ValueTask<bool> WritePiecesAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var written = 0; written < bytes.Length; written += _flushBytes)
        {
            _output.Write(bytes.Span.Slice(written, Math.Min(_flushBytes, bytes.Length - written)));
            if (!await FlushAsync().ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private async ValueTask<bool> FlushAsync()
    {
        var flushed = await _output.FlushAsync().ConfigureAwait(false);
        return !flushed.IsCanceled && !flushed.IsCompleted;
    }

    private bool EndWriting(bool goesOn)
    {
        lock (_lock)
        {
            _isWriting = false;
            if (goesOn && !_isEnded)
                return true;

            _isEnded = true;
        }

        Complete();
        return false;
    }

    private void Complete()
    {
        _output.Complete();
        _ended.SetResult();
    }
}
