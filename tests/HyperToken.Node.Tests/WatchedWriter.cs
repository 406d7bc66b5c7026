using System.Text;

namespace HyperToken.Node.Tests;

/// <summary>Keeps what is written, and tells when it holds a text.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _written = new();
    private readonly Lock _lock = new();
    private readonly List<(string Text, TaskCompletionSource Written)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (_lock)
        {
            _written.Append(value);
            if (_awaited.Count == 0)
                return;

            var all = _written.ToString();
            foreach (var (text, written) in _awaited)
            {
                if (all.Contains(text, StringComparison.Ordinal))
                    written.TrySetResult();
            }
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Waits until a text has been written.</summary>
    public Task ShowsAsync(string text)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _awaited.Add((text, written));
            if (_written.ToString().Contains(text, StringComparison.Ordinal))
                written.TrySetResult();
        }

        return written.Task.WaitAsync(Patience);
    }

    public override string ToString()
    {
        lock (_lock)
            return _written.ToString();
    }
}
