using Akka.Actor;
using Akka.Configuration;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;

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
    public static async Task<LiveNetwork> StartAsync(LiveOptions options, DeliveryBoard board)
    {
        // The executor serves actors in the order they have work, as `hypertoken up` has it.
        var config = ConfigurationFactory.ParseString(options.Hocon).WithFallback(ConfigurationFactory.ParseString($$"""
            akka { loglevel = WARNING, log-dead-letters = off, log-dead-letters-during-shutdown = off }
            akka.actor.default-dispatcher.executor = channel-executor
            hypertoken.links = {{options.Links}}
            """));
        var system = ActorSystem.Create("live", config);
        var peers = new HyperTokenPeer[options.Peers];
        peers[0] = await StartPeerAsync(system, 0, board);
        await peers[0].JoinAsync();
        var random = new RandomSource(1);
        for (var done = 1; done < peers.Length;)
        {
            var joining = Math.Min(Math.Min(JoinsAtOnce, done), peers.Length - done);
            var hosts = Enumerable.Range(0, joining).Select(_ => peers[random.Next(done)].Contact).ToArray();
            await Task.WhenAll(Enumerable.Range(0, joining).Select(async i =>
            {
                peers[done + i] = await StartPeerAsync(system, done + i, board);
                await peers[done + i].JoinAsync(hosts[i]);
            }));
            done += joining;
        }

        await Parallel.ForEachAsync(peers, new ParallelOptions { MaxDegreeOfParallelism = JoinsAtOnce }, async (peer, _) => await peer.MaintainAsync());
        return new LiveNetwork(system, peers);
    }

    public async ValueTask DisposeAsync() => await System.Terminate();

    private static Task<HyperTokenPeer> StartPeerAsync(ActorSystem system, int index, DeliveryBoard board)
    {
        var id = PeerId.Derive(1, (ulong)index);
        return system.HyperToken().StartPeerAsync(new PeerOptions { Id = id, RandomSeed = id.Prefix, Observer = board });
    }
}
