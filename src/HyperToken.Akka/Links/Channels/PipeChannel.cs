using System.IO.Pipelines;

namespace HyperToken.Links.Channels;

/// <summary>One side of two byte pipes inside a process: what a socket is between processes.</summary>
internal sealed class PipeChannel : IByteChannel
{
    private PipeChannel(string remoteName, PipeReader input, PipeWriter output)
    {
        RemoteName = remoteName;
        Input = input;
        Output = output;
    }

    public string RemoteName { get; }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Makes both sides.</summary>
    /// <param name="near">The name of the one, which the other sees.</param>
    /// <param name="far">The name of the other.</param>
    /// <param name="bytes">What each pipe holds before its writer has to wait.</param>
    public static (PipeChannel AtNear, PipeChannel AtFar) Pair(string near, string far, int bytes)
    {
        var options = new PipeOptions(
            // The reader only hands frames on: that is done sooner than another thread is asked for it.
            readerScheduler: PipeScheduler.Inline,
            writerScheduler: PipeScheduler.ThreadPool,
            pauseWriterThreshold: bytes,
            resumeWriterThreshold: bytes / 2,
            useSynchronizationContext: false);
        var (there, back) = (new Pipe(options), new Pipe(options));
        return (new PipeChannel(far, back.Reader, there.Writer), new PipeChannel(near, there.Reader, back.Writer));
    }

    /// <summary>Completed pipes are all there is to it.</summary>
    public void Finish()
    {
    }

    /// <summary>For a side that nobody has begun to use: the other finds the end of the stream.</summary>
    public void Close(LinkCloseReason reason)
    {
        Input.Complete();
        Output.Complete();
    }
}
