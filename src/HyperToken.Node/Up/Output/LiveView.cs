using System.Collections.Concurrent;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Events;
using HyperToken.Node.Up.Input;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HyperToken.Node.Up.Output;

/// <summary>
/// A terminal: reports scroll by, and below them stands how the network does and the line being typed. One task draws, ten
/// times a second; everybody else only leaves word.
/// </summary>
internal sealed class LiveView : IUpOutput
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<UpEvent> _reports = [];
    private readonly CancellationTokenSource _end = new();
    private readonly LiveRates _rates = new();
    private readonly IAnsiConsole _console;
    private readonly LineEditor? _editor;
    private readonly Task _drawing;
    private volatile StartProgress? _starting;
    private volatile Running? _running;

    /// <param name="console">The terminal.</param>
    /// <param name="editor">The line being typed; null when lines come from elsewhere.</param>
    public LiveView(IAnsiConsole console, LineEditor? editor)
    {
        _console = console;
        _editor = editor;
        _drawing = _console.Live(new Rows(Lines())).AutoClear(true).StartAsync(DrawAsync);
    }

    public void Starting(StartProgress progress) => _starting = progress;

    void IUpOutput.Running(Func<int> livePeers, BroadcastTotals totals)
    {
        _starting = null;
        _running = new Running(livePeers, totals);
    }

    public void Report(UpEvent happened) => _reports.Enqueue(happened);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _drawing;
        _end.Dispose();
    }

    private async Task DrawAsync(LiveDisplayContext display)
    {
        while (!_end.IsCancellationRequested)
        {
            Draw(display);
            await Task.Delay(Frame, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Draw(display);
    }

    private void Draw(LiveDisplayContext display)
    {
        var lines = new List<string>();
        while (_reports.TryDequeue(out var happened))
        {
            if (happened is BroadcastEvent broadcast)
                _rates.Note(broadcast);

            lines.AddRange(happened.ToLines().Select(Printable.Of));
        }

        if (lines.Count > 0)
            _console.Write(new ScrolledLines(lines));

        display.UpdateTarget(new Rows(Lines()));
    }

    /// <summary>Two lines at least: a view of one line would be redrawn a line too high, over what was reported last.</summary>
    private IEnumerable<IRenderable> Lines()
    {
        yield return new Rule().RuleStyle("grey");
        if (_starting is { } starting)
        {
            yield return new Text($"joining: {starting.Joined} of {starting.Peers} peers, {starting.Elapsed.TotalSeconds:0.0} s", Style.Parse("yellow"));
        }
        else if (_running is { } running)
        {
            var totals = running.Totals;
            yield return new Text(
                $"{running.LivePeers()} peers   {totals.Broadcasts} broadcasts, {Percent.Of(totals.DeliveryRate)} delivered   "
                + $"{_rates.DeliveriesPerSecond:0} deliveries/s   {totals.CopiesPerPeer:0.00} copies/peer   latency {_rates.Latency} p50/p99/max",
                Style.Parse("green"));
        }
        else
        {
            yield return new Text("");
        }

        if (_editor is { } editor)
        {
            yield return editor.Typed is { Length: > 0 } typed
                ? new Text($"> {Tail(typed)}_")
                : new Markup("> _ [grey]a line is broadcast, /help lists commands, Ctrl-D ends[/]");
        }
    }

    /// <summary>The end of what is typed stays in sight, on one line.</summary>
    private string Tail(string typed)
    {
        var room = Math.Max(8, _console.Profile.Width - 4);
        return typed.Length <= room ? typed : typed[^room..];
    }

    private sealed record Running(Func<int> LivePeers, BroadcastTotals Totals);
}
