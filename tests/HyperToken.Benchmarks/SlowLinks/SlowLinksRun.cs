using HyperToken.Benchmarks.Live;

namespace HyperToken.Benchmarks.SlowLinks;

/// <summary>
/// One peer publishes to others over pipe links, and to one more that is slow, stuck or cut off: what that costs the others in time and
/// the process in memory. The cases alternate, so that what else the machine does meets all of them.
/// </summary>
internal static class SlowLinksRun
{
    public const int DefaultRounds = 5;
    private const int Others = 20;
    private const int Rate = 200;
    private const int MessagesMeasured = 8 * Rate;
    private const int MessagesBefore = 2 * Rate;
    private const int Bytes = 1000;
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Everybody sends to everybody on the naive strategy, whoever acknowledges: the slow one goes on being sent payload, and stays a
    /// contact though it answers no ping. Few messages are kept, so that memory shows what waits for the slow one.
    /// </summary>
    private const string Hocon = """
        hypertoken {
          strategy = naive
          links = pipe
          kademlia { query-give-up = 1 m, ping-timeout = 1 m }
          broadcast.repair { max-messages = 64, active-for = 0 s }
        }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!CountArgument.TryRead(args, DefaultRounds, 1000, out var rounds))
        {
            await Console.Error.WriteLineAsync("slow-links [ROUNDS], 1 to 1,000");
            return 2;
        }

        var results = Enum.GetValues<Receiver>().ToDictionary(receiver => receiver, _ => new List<SlowLinkResult>());
        await MeasureAsync(Receiver.Reads);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (receiver, measured) in results)
                measured.Add(await MeasureAsync(receiver));

            await Console.Error.WriteLineAsync($"round {round + 1} of {rounds}");
        }

        Console.Write(SlowLinkResult.ToTable(results));
        return results.Values.SelectMany(measured => measured).All(result => result.Delivered == Others * MessagesMeasured) ? 0 : 1;
    }

    private static async Task<SlowLinkResult> MeasureAsync(Receiver receiver)
    {
        var board = new LatencyBoard(Others * MessagesMeasured);
        await using var network = await LiveNetwork.StartAsync(1 + Others, Hocon, board);
        var publisher = network.Peers[0];
        var far = new FarEnd(HyperTokenExtension.For(network.System), publisher.Id);
        using var stop = new CancellationTokenSource();
        var channel = await far.ConnectAsync();
        while (!(await publisher.InspectAsync()).LinkReports.Any(link => link.Contact.Id == FarEnd.Self.Id))
            await Task.Yield();

        var receiving = far.RunAsync(channel, receiver, stop.Token);
        await PublishAsync(publisher, MessagesBefore, isMeasured: false);
        var before = LiveMiB();
        await PublishAsync(publisher, MessagesMeasured, isMeasured: true);
        await board.Complete.WaitAsync(GiveUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var after = LiveMiB();
        var report = await publisher.InspectAsync();
        var slow = report.LinkReports.FirstOrDefault(link => link.Contact.Id == FarEnd.Self.Id);
        await stop.CancelAsync();
        await receiving;
        return new SlowLinkResult(
            board.Delivered, board.Percentile(0.5), board.Percentile(0.99), board.Percentile(1), before, after,
            slow?.QueuedFrames ?? 0, slow?.QueuedBytes ?? 0, report.Traffic.Dropped, far.Cuts);
    }

    /// <summary>At an even rate, whether the one before has arrived or not.</summary>
    private static async Task PublishAsync(HyperTokenPeer publisher, int messages, bool isMeasured)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate));
        for (var i = 0; i < messages && await timer.WaitForNextTickAsync(); i++)
        {
            var payload = new byte[Bytes];
            LatencyBoard.Stamp(payload, isMeasured);
            await publisher.BroadcastAsync("bench", payload);
        }
    }

    private static double LiveMiB() => GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
}
