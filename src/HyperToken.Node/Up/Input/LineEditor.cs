using System.Text;
using System.Threading.Channels;

namespace HyperToken.Node.Up.Input;

/// <summary>
/// The line being typed at a terminal, key by key, so that a live view can redraw it. The terminal is read by a thread of its
/// own, which dies with the process.
/// </summary>
internal sealed class LineEditor : ILineSource
{
    private const int MaxHistory = 100;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _history = [];
    private readonly StringBuilder _typed = new();
    private readonly Lock _lock = new();
    private int _recalled;

    /// <summary>What has been typed of the current line.</summary>
    public string Typed
    {
        get
        {
            lock (_lock)
                return _typed.ToString();
        }
    }

    /// <summary>Reads keys until Ctrl-D.</summary>
    public void Start(Func<ConsoleKeyInfo> readKey) =>
        new Thread(() => ReadAll(readKey)) { IsBackground = true, Name = "keys" }.Start();

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

    /// <summary>Takes one key.</summary>
    /// <returns>False when the input has ended.</returns>
    public bool Press(ConsoleKeyInfo key)
    {
        lock (_lock)
        {
            switch (key)
            {
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _typed.Length == 0:
                    _lines.Writer.TryComplete();
                    return false;
                case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                    _typed.Clear();
                    break;
                case { Key: ConsoleKey.Enter }:
                    Enter();
                    break;
                case { Key: ConsoleKey.Backspace } when _typed.Length > 0:
                    _typed.Length--;
                    break;
                case { Key: ConsoleKey.UpArrow }:
                    Recall(-1);
                    break;
                case { Key: ConsoleKey.DownArrow }:
                    Recall(+1);
                    break;
                case { KeyChar: var character } when !char.IsControl(character):
                    _typed.Append(character);
                    break;
            }

            return true;
        }
    }

    /// <summary>At a terminal an empty line is a slip of the finger, not a message.</summary>
    private void Enter()
    {
        if (_typed.Length == 0)
            return;

        var line = _typed.ToString();
        _typed.Clear();
        _history.Add(line);
        if (_history.Count > MaxHistory)
            _history.RemoveAt(0);

        _recalled = _history.Count;
        _lines.Writer.TryWrite(line);
    }

    private void Recall(int step)
    {
        _recalled = Math.Clamp(_recalled + step, 0, _history.Count);
        _typed.Clear();
        if (_recalled < _history.Count)
            _typed.Append(_history[_recalled]);
    }

    private void ReadAll(Func<ConsoleKeyInfo> readKey)
    {
        try
        {
            while (Press(readKey()))
            {
            }
        }
        catch (InvalidOperationException)
        {
            // The terminal has gone.
            _lines.Writer.TryComplete();
        }
    }
}
