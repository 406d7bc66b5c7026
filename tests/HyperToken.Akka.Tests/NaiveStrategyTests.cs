using HyperToken.Overlay.Broadcast;
using HyperToken.Peers;

namespace HyperToken.Tests;

public sealed class NaiveStrategyTests : LiveTestKit
{
    public NaiveStrategyTests()
        : base("hypertoken.strategy = naive")
    {
    }

    [Fact]
    public async Task A_naive_network_should_become_a_full_mesh_and_flood_it()
    {
        var peers = await StartNetworkAsync(30);
        await AwaitAssertAsync(
            async () =>
            {
                foreach (var peer in peers)
                    Assert.Equal(29, (await peer.InspectAsync()).Links.Count);
            },
            Patience);

        var tally = new Tally();
        var observed = await StartPeerAsync(30, tally);
        await observed.JoinAsync(peers[0].Contact);
        await peers[4].BroadcastAsync("line", new byte[8]);

        await AwaitAssertAsync(() => Assert.Equal(1, tally.DeliveredCount), Patience);
    }

    private sealed class Tally : IPeerObserver
    {
        private int _delivered;

        public int DeliveredCount => Volatile.Read(ref _delivered);

        public void Delivered(EnvelopeBody body, int hops) => Interlocked.Increment(ref _delivered);

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
