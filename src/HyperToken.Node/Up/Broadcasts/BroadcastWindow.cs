using System.Diagnostics;
using System.Text;
using Akka.Actor;
using HyperToken.Node.Up.Events;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Broadcasts;

/// <summary>Publishes lines, at most 16 at a time, and reports each when it is complete or has taken too long. One caller at a time.</summary>
internal sealed class BroadcastWindow : IDisposable
{
    /// <summary>Broadcasts under way at most.</summary>
    public const int Size = 16;

    /// <summary>A broadcast that has not reached everybody by then is reported as it is.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private const string MessageType = "line";
    private static readonly TimeSpan StillFor = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(50);
    private readonly SemaphoreSlim _places = new(Size);
    private readonly HashSet<Task> _underWay = [];
    private readonly BroadcastTracker _tracker;
    private readonly BroadcastTotals _totals;
    private readonly Action<UpEvent> _report;

    public BroadcastWindow(BroadcastTracker tracker, BroadcastTotals totals, Action<UpEvent> report)
    {
        _tracker = tracker;
        _totals = totals;
        _report = report;
    }

    /// <summary>Waits for a place in the window and sends a line on its way.</summary>
    /// <param name="from">The peer that publishes it.</param>
    /// <param name="line">What it says.</param>
    /// <param name="expected">How many peers should receive it.</param>
    /// <param name="stop">Ends the wait for a place.</param>
    public async Task PublishAsync(UpPeer from, string line, int expected, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        _underWay.RemoveWhere(done => done.IsCompletedSuccessfully);
        _totals.Started();
        _tracker.Begins(from.Index);
        _underWay.Add(FollowAsync(from, line, expected));
    }

    /// <summary>Waits until everything published has been reported.</summary>
    public async Task DrainAsync()
    {
        await Task.WhenAll(_underWay);
        _underWay.Clear();
    }

    public void Dispose() => _places.Dispose();

    private async Task FollowAsync(UpPeer from, string line, int expected)
    {
        try
        {
            _report(await PublishAndWaitAsync(from, line, expected, _tracker.KilledCount));
        }
        finally
        {
            _tracker.Ends(from.Index);
            _places.Release();
        }
    }

    private async Task<UpEvent> PublishAndWaitAsync(UpPeer from, string line, int expected, int killedBefore)
    {
        TrackedBroadcast? broadcast = null;
        try
        {
            var payload = Encoding.UTF8.GetBytes(line);
            var since = Stopwatch.GetTimestamp();
            var receipt = await PublishWhenItMayAsync(from, payload);
            broadcast = _tracker.Published(receipt.Id, since, expected, killedBefore);
            await CompletionOf(broadcast, since);
            _tracker.Reported(receipt.Id);
            return BroadcastEvent.Of(receipt.Id, from, line, payload.Length, broadcast);
        }
        catch (Exception refused) when (refused is ArgumentException or AskTimeoutException or PeerUnavailableException)
        {
            return new ErrorEvent($"a line of {line.Length} characters was not broadcast: {refused.Message}");
        }
        finally
        {
            _totals.Ended(broadcast);
        }
    }

    /// <summary>A line is never given up because the peer is busy.</summary>
    private static async Task<BroadcastReceipt> PublishWhenItMayAsync(UpPeer from, byte[] payload)
    {
        while (true)
        {
            try
            {
                return await from.Peer.BroadcastAsync(MessageType, payload);
            }
            catch (PeerBusyException)
            {
                await Task.Delay(BusyPause);
            }
        }
    }

    /// <summary>
    /// Complete: everybody has it, and its frames have all arrived, or none has for a while: frames to a peer that was killed
    /// arrive nowhere.
    /// </summary>
    private static async Task CompletionOf(TrackedBroadcast broadcast, long since)
    {
        await HappensWithin(broadcast.Everywhere, LongestWait - Stopwatch.GetElapsedTime(since));
        var before = long.MinValue;
        while (broadcast.Everywhere.IsCompleted && before != broadcast.PayloadsReceived && Stopwatch.GetElapsedTime(since) < LongestWait)
        {
            before = broadcast.PayloadsReceived;
            if (await HappensWithin(broadcast.Quiet, StillFor))
                return;
        }
    }

    private static async Task<bool> HappensWithin(Task happening, TimeSpan span)
    {
        if (happening.IsCompleted || span <= TimeSpan.Zero)
            return happening.IsCompleted;

        using var giveUp = new CancellationTokenSource();
        await Task.WhenAny(happening, Task.Delay(span, giveUp.Token));
        await giveUp.CancelAsync();
        return happening.IsCompleted;
    }
}
