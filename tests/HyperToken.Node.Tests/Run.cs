using Akka.Configuration;
using HyperToken.Configuration;
using HyperToken.Node.Up;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Events;
using HyperToken.Node.Up.Input;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Tests;

/// <summary>One run of <c>up</c> inside the test process: given lines, it gives the events reported.</summary>
internal static class Run
{
    public static async Task<(int ExitCode, IReadOnlyList<UpEvent> Events)> OfAsync(int peers, params string[] lines)
    {
        await using var output = new Recorder();
        var exitCode = await new UpRun(Settings(peers), new Script(lines), output).RunAsync(CancellationToken.None);
        return (exitCode, output.Events);
    }

    /// <summary>With settings of a file and links of the command line.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<UpEvent> Events)> WithAsync(string hocon, string links, int peers, params string[] lines)
    {
        using var file = new TemporaryFile(hocon);
        await using var output = new Recorder();
        var settings = With(UpSettings.Compose(file.Path, null, links, null, null, null), peers, seed: 1);
        var exitCode = await new UpRun(settings, new Script(lines), output).RunAsync(CancellationToken.None);
        return (exitCode, output.Events);
    }

    /// <summary>The answer of the last of these commands.</summary>
    public static async Task<UpEvent> AnswerAsync(int peers, params string[] lines)
    {
        var (_, events) = await OfAsync(peers, lines);
        return events[^2];
    }

    public static UpSettings Settings(int peers, ulong seed = 1) => With(UpSettings.Compose(null, null, null, null, null, null), peers, seed);

    private static UpSettings With(Config config, int peers, ulong seed) => new()
    {
        Peers = peers,
        JoinRate = 1000,
        Seed = seed,
        Json = true,
        Config = config,
        HyperToken = HyperTokenSettings.Create(config),
    };

    private sealed class Script(string[] lines) : ILineSource
    {
        private int _next;

        public ValueTask<string?> ReadAsync(CancellationToken stop) =>
            ValueTask.FromResult(_next < lines.Length ? lines[_next++] : null);
    }

    private sealed class Recorder : IUpOutput
    {
        private readonly List<UpEvent> _events = [];

        public IReadOnlyList<UpEvent> Events
        {
            get
            {
                lock (_events)
                    return [.. _events];
            }
        }

        public void Starting(StartProgress progress)
        {
        }

        public void Running(Func<int> livePeers, BroadcastTotals totals)
        {
        }

        public void Report(UpEvent happened)
        {
            lock (_events)
                _events.Add(happened);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
