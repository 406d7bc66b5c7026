using HyperToken.Node.Up.Input;

namespace HyperToken.Node.Tests;

public sealed class InputTests
{
    [Fact]
    public async Task A_reader_should_give_every_line_in_order_and_then_the_end()
    {
        const int Count = 500;
        var reader = new LineReader(new StringReader(string.Join('\n', Enumerable.Range(1, Count))));

        for (var i = 1; i <= Count; i++)
            Assert.Equal(i.ToString(), await reader.ReadAsync(CancellationToken.None));

        Assert.Null(await reader.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_reader_should_stop_waiting_when_told_so()
    {
        using var stop = new CancellationTokenSource();
        using var silent = new SilentReader();
        var line = new LineReader(silent).ReadAsync(stop.Token);
        Assert.False(line.IsCompleted);

        await stop.CancelAsync();

        Assert.Null(await line);
    }

    [Fact]
    public async Task An_editor_should_give_a_line_when_it_is_entered()
    {
        var editor = new LineEditor();
        Type(editor, "hallo");
        Press(editor, ConsoleKey.Backspace);
        Assert.Equal("hall", editor.Typed);

        Press(editor, ConsoleKey.Enter);

        Assert.Equal("hall", await editor.ReadAsync(CancellationToken.None));
        Assert.Empty(editor.Typed);
    }

    [Fact]
    public async Task An_editor_should_take_an_empty_line_for_a_slip()
    {
        var editor = new LineEditor();
        Press(editor, ConsoleKey.Enter);
        Type(editor, "a");
        Press(editor, ConsoleKey.Enter);

        Assert.Equal("a", await editor.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public void An_editor_should_recall_earlier_lines()
    {
        var editor = new LineEditor();
        foreach (var line in (string[])["one", "two"])
        {
            Type(editor, line);
            Press(editor, ConsoleKey.Enter);
        }

        Press(editor, ConsoleKey.UpArrow);
        Assert.Equal("two", editor.Typed);
        Press(editor, ConsoleKey.UpArrow);
        Press(editor, ConsoleKey.UpArrow);
        Assert.Equal("one", editor.Typed);
        Press(editor, ConsoleKey.DownArrow);
        Press(editor, ConsoleKey.DownArrow);
        Assert.Empty(editor.Typed);
    }

    [Fact]
    public async Task An_editor_should_end_the_input_on_control_d_unless_something_is_typed()
    {
        var editor = new LineEditor();
        Type(editor, "a");
        Assert.True(editor.Press(Control(ConsoleKey.D)));
        Press(editor, ConsoleKey.Enter);

        Assert.False(editor.Press(Control(ConsoleKey.D)));

        Assert.Equal("a", await editor.ReadAsync(CancellationToken.None));
        Assert.Null(await editor.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public void An_editor_should_clear_the_line_on_control_u()
    {
        var editor = new LineEditor();
        Type(editor, "abc");
        editor.Press(Control(ConsoleKey.U));

        Assert.Empty(editor.Typed);
    }

    private static void Type(LineEditor editor, string text)
    {
        foreach (var character in text)
            editor.Press(new ConsoleKeyInfo(character, ConsoleKey.None, shift: false, alt: false, control: false));
    }

    private static void Press(LineEditor editor, ConsoleKey key) =>
        editor.Press(new ConsoleKeyInfo(key == ConsoleKey.Enter ? '\r' : '\0', key, shift: false, alt: false, control: false));

    private static ConsoleKeyInfo Control(ConsoleKey key) => new('\u0004', key, shift: false, alt: false, control: true);

    /// <summary>Never has a line, as a terminal nobody types at.</summary>
    private sealed class SilentReader : TextReader
    {
        private readonly ManualResetEventSlim _closed = new();

        public override string? ReadLine()
        {
            _closed.Wait();
            return null;
        }

        protected override void Dispose(bool disposing) => _closed.Set();
    }
}
