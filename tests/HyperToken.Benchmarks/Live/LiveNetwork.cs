using Akka.Actor;
using Akka.Configuration;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken.Benchmarks.Live;

/// <summary>Peers of one process that have joined.</summary>
internal sealed class LiveNetwork : IAsyncDisposable
{
    private const int JoinsAtOnce = 32;

    private LiveNetwork(ActorSystem system, HyperTokenPeer[] peers)
    {
        System = system;
        Peers = peers;
    }

    public ActorSystem System { get; }

    public HyperTokenPeer[] Peers { get; }

    /// <summary>Starts the peers; each but the first joins through one that has joined before it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="hocon">Their settings.</param>
    /// <param name="observer">Sees what they send and deliver.</param>
    public static async Task<LiveNetwork> StartAsync(int count, string hocon, IPeerObserver observer)
    {
        // The executor serves actors in the order they have work, as `hypertoken up` has it.
        var config = ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString("""
            akka { loglevel = WARNING, log-dead-letters = off, log-dead-letters-during-shutdown = off }
            akka.actor.default-dispatcher.executor = channel-executor
            """));
        var system = ActorSystem.Create("live", config);
        var peers = new HyperTokenPeer[count];
        peers[0] = await StartPeerAsync(system, 0, observer);
        await peers[0].JoinAsync();
        var random = new RandomSource(1);
        for (var done = 1; done < peers.Length;)
        {
            var joining = Math.Min(Math.Min(JoinsAtOnce, done), peers.Length - done);
            var hosts = Enumerable.Range(0, joining).Select(_ => peers[random.Next(done)].Contact).ToArray();
            await Task.WhenAll(Enumerable.Range(0, joining).Select(async i =>
            {
                peers[done + i] = await StartPeerAsync(system, done + i, observer);
                await peers[done + i].JoinAsync(hosts[i]);
            }));
            done += joining;
        }

        await Parallel.ForEachAsync(peers, new ParallelOptions { MaxDegreeOfParallelism = JoinsAtOnce }, async (peer, _) => await peer.MaintainAsync());
        return new LiveNetwork(system, peers);
    }

    public async ValueTask DisposeAsync() => await System.Terminate();

    private static Task<HyperTokenPeer> StartPeerAsync(ActorSystem system, int index, IPeerObserver observer)
    {
        var id = PeerId.Derive(1, (ulong)index);
        return system.HyperToken().StartPeerAsync(new PeerOptions { Id = id, RandomSeed = id.Prefix, Observer = observer });
    }
}
