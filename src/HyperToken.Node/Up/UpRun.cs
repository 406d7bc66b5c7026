using Akka.Actor;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Node.Up.Commands;
using HyperToken.Node.Up.Events;
using HyperToken.Node.Up.Input;
using HyperToken.Node.Up.Output;

namespace HyperToken.Node.Up;

/// <summary>One run of <c>up</c>: start the network, do what the lines say, sum up.</summary>
internal sealed class UpRun
{
    private static readonly TimeSpan LongestLastLook = TimeSpan.FromSeconds(5);

    private readonly UpSettings _settings;
    private readonly IUpOutput _output;
    private readonly ILineSource _lines;
    private readonly BroadcastTracker _tracker = new();
    private readonly BroadcastTotals _totals = new();
    private volatile bool _hasErrors;

    public UpRun(UpSettings settings, ILineSource lines, IUpOutput output)
    {
        _settings = settings;
        _lines = lines;
        _output = output;
    }

    /// <summary>Runs until the lines end, a line says so, or <paramref name="stop"/> does.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        await using var network = new UpNetwork(_settings, _tracker);
        await using var admin = new UpAdmin(_settings.Admin, network);
        try
        {
            await StartAsync(network, admin, stop);
            await ServeAsync(network, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Before the peers were ready there is nothing that could have been delivered.
            Report(new ErrorEvent("stopped before all peers had joined"));
        }

        Report(SummaryEvent.Of(_totals) with { Roles = await RolesAtEndAsync(network) });
        return _hasErrors || _totals.Delivered < _totals.Expected ? ExitCode.Failure : ExitCode.Success;
    }

    private async Task StartAsync(UpNetwork network, UpAdmin admin, CancellationToken stop)
    {
        var progress = new StartProgress(_settings.Peers);
        _output.Starting(progress);
        await network.StartAsync(progress, stop);
        var joined = progress.Elapsed;
        await admin.StartAsync();
        RoleStart? roles = null;
        if (network.HasRoles)
        {
            var isSettled = await network.SettleAsync(stop);
            roles = new RoleStart(_settings.HyperToken.SupernodePreset, isSettled, Math.Round(progress.Elapsed.TotalSeconds, 3));
        }

        _output.Running(() => network.Live.Count, _totals);
        var reports = await network.InspectAsync(stop);
        var lonely = _settings.Peers == 1 ? 0 : reports.Count(report => !report.KnowsOthers());
        if (lonely > 0)
            Report(new ErrorEvent($"{lonely} of {_settings.Peers} peers have found nobody yet; they go on trying"));

        Report(ReadyEvent.Of(joined, reports) with { RoleStart = roles, Admin = admin.Address?.ToString() });
    }

    /// <summary>Nobody waits for it for long: the run has ended.</summary>
    private static async Task<RoleSums?> RolesAtEndAsync(UpNetwork network)
    {
        if (!network.HasRoles)
            return null;

        try
        {
            using var late = new CancellationTokenSource(LongestLastLook);
            return RoleSums.Of(await network.InspectAsync(late.Token).WaitAsync(late.Token));
        }
        catch (Exception unanswered) when (unanswered is OperationCanceledException or PeerUnavailableException or AskTimeoutException)
        {
            return null;
        }
    }

    private async Task ServeAsync(UpNetwork network, CancellationToken stop)
    {
        using var window = new BroadcastWindow(_tracker, _totals, Report);
        var commands = new SlashCommands(new SlashContext(network, _totals));
        var quit = false;
        while (!quit && await _lines.ReadAsync(stop) is { } line)
        {
            if (line.StartsWith('/'))
            {
                // What a script says happens in its order, unless it says otherwise.
                if (!SlashCommands.IsImmediate(line))
                    await window.DrainAsync();

                var answer = await commands.RunAsync(line, stop);
                Report(answer);
                quit = answer is QuitEvent;
            }
            else
            {
                await window.PublishAsync(network.RandomPeer(), line, network.Live.Count - 1, stop);
            }
        }

        await window.DrainAsync();
    }

    private void Report(UpEvent happened)
    {
        if (happened is ErrorEvent or SendEvent { IsDelivered: false })
            _hasErrors = true;

        _output.Report(happened);
    }
}
