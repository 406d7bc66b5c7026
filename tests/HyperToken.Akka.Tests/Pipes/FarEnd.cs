using HyperToken.Links;
using HyperToken.Links.Channels;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Pipes;

/// <summary>The other side of a pipe link, played by a test: reads when told to, and writes what it likes.</summary>
internal sealed class FarEnd
{
    public static readonly Contact Self = new(PeerId.Derive(9, 9));
    private readonly PipeChannel _channel;
    private readonly FrameReader _reader;
    private readonly FrameWriter _writer;

    public FarEnd(PipeChannel channel)
    {
        _channel = channel;
        _reader = new FrameReader(channel.Input, FrameCodec.DefaultMaxFrameBytes);
        _writer = new FrameWriter(channel.Output, 1 << 20);
    }

    /// <summary>Never returns false but at the end of the stream.</summary>
    public ValueTask<bool> WriteAsync(Frame frame) => _writer.WriteAsync([FrameCodec.Encode(frame)], null);

    public ValueTask<bool> WriteLastWordAsync(LinkCloseReason reason) => _writer.WriteAsync([], reason);

    public ValueTask<bool> HelloAsync() => WriteAsync(new HelloFrame(Self));

    public async Task WriteBytesAsync(params byte[] bytes) => await _channel.Output.WriteAsync(bytes);

    /// <summary>Ends what this side writes, in the middle of whatever it was.</summary>
    public void Cut() => _channel.Output.Complete();

    /// <summary>As when the process at the other end dies.</summary>
    public void Vanish() => _channel.Close(LinkCloseReason.Gone);

    public async Task<FrameRead> ReadAsync() => await _reader.NextAsync();

    /// <summary>Reads frames until one of this kind comes.</summary>
    public async Task<TFrame> ReadAsync<TFrame>()
        where TFrame : Frame
    {
        while (true)
        {
            var read = await ReadAsync();
            Assert.Null(read.End);
            Assert.Equal(FrameError.None, FrameCodec.TryDecode(read.Frame, FrameCodec.DefaultMaxFrameBytes, out var frame));
            if (frame is TFrame wanted)
                return wanted;
        }
    }

    /// <summary>Reads to the end of the stream.</summary>
    public async Task<StreamEnd> ReadToEndAsync()
    {
        while (true)
        {
            if ((await ReadAsync()).End is { } end)
                return end;
        }
    }
}
