using System.Diagnostics;
using System.Text.Json;

namespace HyperToken.Benchmarks.Live;

/// <summary>Measures a whole network in this process: so many messages under way at any time, each from a random peer, for so long.</summary>
internal static class LiveRun
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BareTellSpan = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        if (LiveOptions.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(LiveOptions.Usage);
            return 2;
        }

        var result = await MeasureAsync(options);
        Console.WriteLine(options.Json ? JsonSerializer.Serialize(result, JsonSerializerOptions.Web) : result.ToTable());
        return result.DeliveryRate < 1 ? 1 : 0;
    }

    private static async Task<LiveResult> MeasureAsync(LiveOptions options)
    {
        var board = new DeliveryBoard(options.Window, options.Peers - 1);
        var joining = Stopwatch.GetTimestamp();
        await using var network = await LiveNetwork.StartAsync(options.Peers, $"hypertoken.links = {options.Links}\n{options.Hocon}", board);
        await Console.Error.WriteLineAsync($"{options.Peers} peers joined in {Stopwatch.GetElapsedTime(joining).TotalSeconds:0.0} s");

        var load = new Publishers(network.Peers, board, options);
        load.Start();
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUp));
        var liveBefore = Live();
        var (delivered, payloads, published) = (board.Delivered, board.Payloads, load.Published);
        var (allocated, paused, worked) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration(), Environment.CpuUsage.TotalTime);
        var start = Stopwatch.GetTimestamp();
        var (lowest, peak) = await WatchAsync(board, options.Seconds);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        (delivered, payloads, published) = (board.Delivered - delivered, board.Payloads - payloads, load.Published - published);
        (allocated, paused) = (GC.GetTotalAllocatedBytes() - allocated, GC.GetTotalPauseDuration() - paused);
        worked = Environment.CpuUsage.TotalTime - worked;

        await load.StopAsync();
        var rate = board.Delivered / ((double)load.Published * (options.Peers - 1));
        var liveAfter = Live();
        var reports = await Task.WhenAll(network.Peers.Select(peer => peer.InspectAsync()));
        var tells = await BareTell.MeasureAsync(network.System, options.Peers - 1, options.Window, BareTellSpan);
        return new LiveResult(
            EngineName.Full, options.Peers, options.Links, options.Bytes, options.Window,
            seconds, published, delivered, delivered / seconds, lowest, rate, (double)payloads / delivered,
            reports.Sum(report => report.Traffic.Dropped), liveBefore, liveAfter, (double)allocated / delivered, worked.TotalMicroseconds / delivered, peak, paused.TotalSeconds,
            tells, delivered / seconds / tells);
    }

    /// <summary>The least delivered in one second, and the largest working set.</summary>
    private static async Task<(double Lowest, double PeakMiB)> WatchAsync(DeliveryBoard board, int seconds)
    {
        var (lowest, peak) = (double.MaxValue, 0L);
        for (var second = 0; second < seconds; second++)
        {
            var (before, start) = (board.Delivered, Stopwatch.GetTimestamp());
            await Task.Delay(TimeSpan.FromSeconds(1));
            lowest = Math.Min(lowest, (board.Delivered - before) / Stopwatch.GetElapsedTime(start).TotalSeconds);
            peak = Math.Max(peak, Environment.WorkingSet);
        }

        return (lowest, peak / 1048576.0);
    }

    private static double Live() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;

    /// <summary>Keeps a number of messages under way.</summary>
    private sealed class Publishers(HyperTokenPeer[] peers, DeliveryBoard board, LiveOptions options)
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _publishing = Task.CompletedTask;
        private long _published;

        public long Published => Volatile.Read(ref _published);

        public void Start() => _publishing = Task.WhenAll(Enumerable.Range(0, options.Window).Select(place => Task.Run(() => PublishAsync(place))));

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _publishing;
            _stop.Dispose();
        }

        private async Task PublishAsync(int place)
        {
            var random = new Random(place);
            while (!_stop.IsCancellationRequested)
            {
                var payload = new byte[Math.Max(8, options.Bytes)];
                var everywhere = board.Expect(place, payload);
                try
                {
                    await peers[random.Next(peers.Length)].BroadcastAsync("bench", payload);
                }
                catch (PeerBusyException)
                {
                    await Task.Delay(1);
                    continue;
                }

                Interlocked.Increment(ref _published);
                await everywhere.WaitAsync(GiveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
