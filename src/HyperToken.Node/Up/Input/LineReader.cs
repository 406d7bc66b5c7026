using System.Threading.Channels;

namespace HyperToken.Node.Up.Input;

/// <summary>
/// Lines of a file or pipe. Reading from a pipe blocks, so it has a thread of its own, which reads ahead a little and dies
/// with the process.
/// </summary>
internal sealed class LineReader : ILineSource
{
    private const int ReadAhead = 64;
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(ReadAhead);

    public LineReader(TextReader source) =>
        new Thread(() => ReadAll(source)) { IsBackground = true, Name = "lines" }.Start();

    public async ValueTask<string?> ReadAsync(CancellationToken stop)
    {
        try
        {
            return await _lines.Reader.WaitToReadAsync(stop) && _lines.Reader.TryRead(out var line) ? line : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void ReadAll(TextReader source)
    {
        Exception? broken = null;
        try
        {
            while (source.ReadLine() is { } line)
            {
                while (!_lines.Writer.TryWrite(line))
                    _lines.Writer.WaitToWriteAsync().AsTask().Wait();
            }
        }
        catch (IOException e)
        {
            broken = e;
        }

        _lines.Writer.Complete(broken);
    }
}
