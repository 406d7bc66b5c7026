using HyperToken.Node.Up;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Events;
using HyperToken.Node.Up.Input;
using HyperToken.Node.Up.Output;
using Spectre.Console;

namespace HyperToken.Node.Tests;

public sealed class LiveViewTests
{
    private readonly WatchedWriter _screen = new();

    [Fact]
    public async Task It_should_show_the_joining_the_figures_and_the_line_being_typed()
    {
        var editor = new LineEditor();
        editor.Press(new ConsoleKeyInfo('x', ConsoleKey.X, shift: false, alt: false, control: false));
        await using (IUpOutput view = new LiveView(Terminal(), editor))
        {
            view.Starting(new StartProgress(42));
            await _screen.ShowsAsync("joining: 0 of 42 peers");
            view.Running(() => 42, new BroadcastTotals());
            await _screen.ShowsAsync("42 peers");
            await _screen.ShowsAsync("deliveries/s");
            await _screen.ShowsAsync("copies/peer");
            await _screen.ShowsAsync("> x_");
        }
    }

    [Fact]
    public async Task What_is_reported_last_should_be_shown_before_it_ends()
    {
        await using (IUpOutput view = new LiveView(Terminal(), null))
            view.Report(new ErrorEvent("the last words"));

        Assert.Contains("error: the last words", _screen.ToString());
    }

    [Fact]
    public async Task A_message_should_not_be_able_to_steer_the_terminal()
    {
        await using (IUpOutput view = new LiveView(Terminal(), null))
            view.Report(new ErrorEvent("bell\a and colour\u001b[31m"));

        Assert.Contains("bell· and colour·[31m", _screen.ToString());
    }

    [Fact]
    public async Task It_should_never_move_up_by_no_line_which_terminals_take_for_one()
    {
        await using (IUpOutput view = new LiveView(Terminal(), null))
        {
            view.Starting(new StartProgress(42));
            await _screen.ShowsAsync("joining: 0 of 42 peers");
            view.Report(new ErrorEvent("first"));
            await _screen.ShowsAsync("first");
            view.Running(() => 42, new BroadcastTotals());
            await _screen.ShowsAsync("42 peers");
        }

        Assert.DoesNotContain("\u001b[0A", _screen.ToString());
    }

    private IAnsiConsole Terminal()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(_screen),
        });
        terminal.Profile.Width = 120;
        return terminal;
    }
}
