using System.IO.Pipelines;
using System.Net.WebSockets;
using HyperToken.Links.Channels;

namespace HyperToken.Links.Sockets;

/// <summary>
/// A WebSocket as a byte stream: what its binary messages hold, one after the other. Two bounded pipes lie between the socket and whoever
/// reads and writes, so that a slow side makes the other wait. Ends when both directions have ended, or after <see cref="Finish"/>
/// when what was written has been sent, or could not be within a few seconds.
/// </summary>
internal sealed class WebSocketChannel : IByteChannel
{
    private const int ReadBytes = 4096;
    private static readonly TimeSpan LastSends = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly Pipe _in;
    private readonly Pipe _out;
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isFinished;
    private volatile bool _isSent;

    /// <param name="socket">An open socket; from now on the channel's.</param>
    /// <param name="remoteName">What is known of the other side, for names and logs.</param>
    /// <param name="bytes">What waits in either direction at most, about.</param>
    public WebSocketChannel(WebSocket socket, string remoteName, int bytes)
    {
        _socket = socket;
        RemoteName = remoteName;
        var options = new PipeOptions(pauseWriterThreshold: bytes, resumeWriterThreshold: bytes / 2, useSynchronizationContext: false);
        (_in, _out) = (new Pipe(options), new Pipe(options));
        Ended = RunAsync();
    }

    public string RemoteName { get; }

    public PipeReader Input => _in.Reader;

    public PipeWriter Output => _out.Writer;

    /// <summary>Ends when nothing of the channel runs any more and the socket is gone.</summary>
    public Task Ended { get; }

    public void Finish()
    {
        _isFinished = true;
        _stop.CancelAfter(_isSent ? TimeSpan.Zero : LastSends);
    }

    /// <summary>For a channel that nobody has begun to use.</summary>
    public void Close(LinkCloseReason reason)
    {
        Input.Complete();
        Output.Complete();
        Finish();
    }

    private async Task RunAsync()
    {
        // Never on the thread of whoever makes the channel.
        await Task.Yield();
        var receiving = ReceiveAsync();
        try
        {
            await SendAsync().ConfigureAwait(false);
            _isSent = true;
            if (_isFinished)
                await _stop.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            await receiving.ConfigureAwait(false);
            _socket.Dispose();
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(_in.Writer.GetMemory(ReadBytes), _stop.Token).ConfigureAwait(false);
                if (received.MessageType != WebSocketMessageType.Binary)
                    break;

                _in.Writer.Advance(received.Count);
                var flushed = await _in.Writer.FlushAsync(_stop.Token).ConfigureAwait(false);
                if (flushed.IsCompleted)
                    break;
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Whoever reads finds the end of the stream, and that no last word came.
        }
        finally
        {
            await _in.Writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync()
    {
        try
        {
            var isLast = false;
            while (!isLast)
            {
                var read = await _out.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                isLast = read.IsCompleted;
                foreach (var piece in read.Buffer)
                    await _socket.SendAsync(piece, WebSocketMessageType.Binary, endOfMessage: true, _stop.Token).ConfigureAwait(false);

                _out.Reader.AdvanceTo(read.Buffer.End);
            }

            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // Whoever writes finds out at the next flush.
        }
        finally
        {
            await _out.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}
