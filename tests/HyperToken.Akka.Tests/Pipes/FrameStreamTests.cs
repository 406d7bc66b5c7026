using System.IO.Pipelines;
using HyperToken.Links;
using HyperToken.Links.Channels;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Pipes;

/// <summary>Frames in a stream of bytes, however it is cut.</summary>
public sealed class FrameStreamTests
{
    private const int MaxFrame = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1024, resumeWriterThreshold: 512, useSynchronizationContext: false));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Frames_should_come_out_as_they_went_in_wherever_the_stream_is_cut(int piece)
    {
        var bytes = await BytesOfAsync([Frame(3, 0), Frame(20, 500), Frame(2, 0), Frame(24, 5000)], LinkCloseReason.Excess);
        var feeding = FeedAsync(bytes, piece);
        var reader = new FrameReader(_pipe.Reader, MaxFrame);

        foreach (var length in (int[])[3, 520, 2, 5024])
        {
            var read = await reader.NextAsync();
            Assert.Null(read.End);
            Assert.Equal(Enumerable.Range(0, length).Select(i => (byte)i), read.Frame.Head.ToArray());
        }

        Assert.Equal(LinkCloseReason.Excess, (await reader.NextAsync()).End!.Reason);
        reader.Complete();
        await feeding.WaitAsync(Patience);
        Assert.Equal((4, 3 + 520 + 2 + 5024), (reader.Frames, reader.Bytes));
    }

    [Theory]
    [InlineData(new byte[] { 0, 1, 134, 161 }, FrameError.Oversized)]
    [InlineData(new byte[] { 255, 255, 255, 255, 1, 2 }, FrameError.Oversized)]
    [InlineData(new byte[] { 0, 0, 0, 0, 77 }, FrameError.Malformed)]
    public async Task Nonsense_should_end_the_stream_as_faulty(byte[] bytes, FrameError error)
    {
        await _pipe.Writer.WriteAsync(bytes);
        Assert.Equal(error, (await new FrameReader(_pipe.Reader, MaxFrame).NextAsync()).End!.Error);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 9, 1, 6, 3 })]
    public async Task A_stream_that_ends_without_a_last_word_should_count_as_gone(byte[] bytes)
    {
        await _pipe.Writer.WriteAsync(bytes);
        await _pipe.Writer.CompleteAsync();
        Assert.Equal(StreamEnd.Gone, (await new FrameReader(_pipe.Reader, MaxFrame).NextAsync()).End);
    }

    [Fact]
    public async Task A_write_should_wait_until_the_stream_has_room()
    {
        var writer = new FrameWriter(_pipe.Writer, 256);
        var writing = writer.WriteAsync([Frame(24, 50_000)], null).AsTask();
        Assert.False(writing.IsCompleted);

        var read = await new FrameReader(_pipe.Reader, MaxFrame).NextAsync();
        Assert.Equal(50_024, read.Frame.Length);
        Assert.True(await writing.WaitAsync(Patience));
        Assert.Equal((1, 50_024), (writer.Frames, writer.Bytes));
    }

    [Fact]
    public async Task An_abort_should_end_a_write_that_waits_and_refuse_all_later_ones()
    {
        var writer = new FrameWriter(_pipe.Writer, 256);
        var writing = writer.WriteAsync([Frame(2, 0), Frame(24, 50_000)], null).AsTask();
        writer.Abort();
        Assert.False(await writing.WaitAsync(Patience));
        Assert.False(await writer.WriteAsync([Frame(2, 0)], null));
        Assert.Equal(1, writer.Frames);
        Assert.Null((await new FrameReader(_pipe.Reader, MaxFrame).NextAsync()).End);
    }

    [Fact]
    public async Task An_abort_should_end_a_read_that_waits()
    {
        var reader = new FrameReader(_pipe.Reader, MaxFrame);
        var reading = reader.NextAsync().AsTask();
        Assert.False(reading.IsCompleted);
        reader.Abort();
        Assert.Equal(StreamEnd.Aborted, (await reading.WaitAsync(Patience)).End);
    }

    [Fact]
    public async Task A_write_that_nobody_reads_any_more_should_end_the_stream()
    {
        await _pipe.Reader.CompleteAsync();
        var writer = new FrameWriter(_pipe.Writer, 256);
        Assert.False(await writer.WriteAsync([Frame(2, 0)], null));
        Assert.False(await writer.WriteAsync([Frame(2, 0)], null));
    }

    private static EncodedFrame Frame(int head, int tail)
    {
        var bytes = Enumerable.Range(0, head + tail).Select(i => (byte)i).ToArray();
        return new EncodedFrame(bytes.AsMemory(0, head), bytes.AsMemory(head));
    }

    private static async Task<byte[]> BytesOfAsync(EncodedFrame[] frames, LinkCloseReason lastWord)
    {
        var stream = new MemoryStream();
        Assert.False(await new FrameWriter(PipeWriter.Create(stream), 256).WriteAsync(frames, lastWord));
        return stream.ToArray();
    }

    private async Task FeedAsync(byte[] bytes, int piece)
    {
        for (var i = 0; i < bytes.Length; i += piece)
            await _pipe.Writer.WriteAsync(bytes.AsMemory(i, Math.Min(piece, bytes.Length - i)));
    }
}
