using System.Diagnostics;
using System.Runtime.CompilerServices;
using HyperToken.Overlay.Broadcast;
using HyperToken.Peers;

namespace HyperToken.Tests.Faults;

/// <summary>Measures the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(StartStopTests), DisableParallelization = true)]
public sealed class StartStopCollection;

/// <summary>Peers come and go for as long as a process lives.</summary>
[Collection(nameof(StartStopTests))]
public sealed class StartStopTests : LiveTestKit
{
    private const int Peers = 1000;
    private const int Joining = 100;
    private const int Rounds = 10;
    private const int Handles = 16;
    private const long Slack = 4 << 20;

    [Fact]
    public async Task A_thousand_peers_started_and_stopped_ten_times_should_leave_no_memory_thread_or_timer()
    {
        var observers = new List<WeakReference>();
        var (memory, threads, timers) = (0L, 0, 0L);
        for (var round = 1; round <= Rounds; round++)
        {
            await StartAndStopAsync(round, observers);
            Assert.Equal(0, Extension.Network.Count);
            if (round == 2)
                (memory, threads, timers) = (GC.GetTotalMemory(forceFullCollection: true), Threads(), Timer.ActiveCount);
        }

        // Cancelled timers may stay on the scheduler's wheel for a turn.
        await AwaitAssertAsync(
            () =>
            {
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, memory + Slack);
                Assert.Equal(0, observers.Count(observer => observer.IsAlive));
            },
            Patience,
            TimeSpan.FromMilliseconds(200));
        Assert.InRange(Threads(), 0, threads + Handles);
        Assert.InRange(Timer.ActiveCount, 0, timers + Handles);
    }

    /// <summary>Apart, so that nothing here is kept alive by the test's own variables.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task StartAndStopAsync(int round, List<WeakReference> observers)
    {
        var peers = await Task.WhenAll(Enumerable.Range(0, Peers).Select(index => StartAsync(round, index, observers)));
        await Task.WhenAll(peers[1..Joining].Select(peer => peer.JoinAsync(peers[0].Contact)));
        await peers[Joining - 1].BroadcastAsync("line", new byte[16]);
        await Task.WhenAll(peers.Select((peer, index) => index % 2 == 0 ? peer.KillAsync() : peer.LeaveAsync()));
    }

    private async Task<HyperTokenPeer> StartAsync(int round, int index, List<WeakReference> observers)
    {
        var observer = new Observer();
        lock (observers)
            observers.Add(new WeakReference(observer));

        // The same ids in every round: they have to be free again.
        var peer = await StartPeerAsync(index, observer);
        if (index < Joining)
            await peer.SubscribeAsync(_ => Assert.NotEqual(0, round));

        return peer;
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private sealed class Observer : IPeerObserver
    {
        public void Delivered(EnvelopeBody body, int hops)
        {
        }

        public void PayloadSent(MessageId id)
        {
        }

        public void PayloadReceived(MessageId id, bool duplicate)
        {
        }

        public void PayloadLost(MessageId id)
        {
        }
    }
}
