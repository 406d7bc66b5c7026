using System.Diagnostics;
using Akka.Actor;
using HyperToken.Node.Up.Broadcasts;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Strategy;
using HyperToken.Peers;

namespace HyperToken.Node.Up;

/// <summary>The peers of the process and their actor system. Calls come one at a time; who is live can be read by anybody.</summary>
internal sealed class UpNetwork : IAsyncDisposable
{
    // Enough to keep every core busy; with many more, answers wait in mailboxes until the askers give up on them.
    private const int JoinsAtOnce = 32;
    private const int CallsAtOnce = 64;
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private readonly UpSettings _settings;
    private readonly BroadcastTracker _tracker;
    private readonly ActorSystem _system;
    private readonly HyperTokenExtension _extension;
    private readonly RandomSource _random;
    private volatile UpPeer[] _live = [];
    private RoutingStrategy _strategy;
    private int _started;

    public UpNetwork(UpSettings settings, BroadcastTracker tracker)
    {
        _settings = settings;
        _tracker = tracker;
        _random = new RandomSource(settings.Seed);
        _system = ActorSystem.Create("hypertoken", settings.Config);
        _extension = HyperTokenExtension.For(_system);
        Follow(settings.HyperToken.Peer.Strategy);
    }

    /// <summary>Peers that have not been killed, by index.</summary>
    public IReadOnlyList<UpPeer> Live => _live;

    /// <summary>How many contacts a lookup ends with.</summary>
    public int K => _extension.Settings.Peer.Kademlia.K;

    /// <summary>Peers ever started.</summary>
    public int Started => _started;

    /// <summary>The one source of chance of the run.</summary>
    public RandomSource Random => _random;

    /// <summary>Starts the first peers: peer 0 is the only contact the others are given.</summary>
    public async Task StartAsync(StartProgress progress, CancellationToken stop)
    {
        var first = await StartPeerAsync(_started++);
        _live = [first];
        await first.Peer.JoinAsync();
        progress.OneJoined();
        await AddAsync(progress.Peers - 1, () => first, progress, stop);
    }

    /// <summary>Starts more peers; each joins through a random live one.</summary>
    public Task SpawnAsync(StartProgress progress, CancellationToken stop)
    {
        var hosts = _live;
        return AddAsync(progress.Peers, () => hosts[_random.Next(hosts.Length)], progress, stop);
    }

    /// <summary>Whether peers are supernodes or leaves.</summary>
    public bool HasRoles { get; private set; }

    /// <summary>Makes all live peers, and those that start later, follow a strategy.</summary>
    public Task SwitchStrategyAsync(RoutingStrategy wanted, CancellationToken stop)
    {
        Follow(wanted);
        return ForEachAsync(Live, async peer =>
        {
            await peer.Peer.SwitchStrategyAsync(wanted);
            return wanted;
        }, stop);
    }

    private void Follow(RoutingStrategy strategy)
    {
        _strategy = strategy;
        HasRoles |= strategy == RoutingStrategy.Auto || StrategyPlans.HasRoles(strategy);
    }

    /// <summary>Waits until the roles have settled (see <see cref="RoleSettling"/>).</summary>
    /// <returns>Whether they have, before the wait for it was given up.</returns>
    public async Task<bool> SettleAsync(CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var settling = new RoleSettling(_settings.HyperToken.Peer);
        while (!settling.IsSettled(await InspectAsync(stop), Stopwatch.GetElapsedTime(start)))
        {
            if (Stopwatch.GetElapsedTime(start) > RoleSettling.LongestWait)
                return false;

            await Task.Delay(RoleSettling.Interval, stop);
        }

        return true;
    }

    /// <summary>
    /// Stops random live peers as a crash would. Whoever has an own broadcast under way is spared: nobody could say who should still get it.
    /// </summary>
    /// <param name="among">Those that come into question.</param>
    /// <param name="count">How many; fewer where too many are spared.</param>
    /// <param name="stop">The run is to end.</param>
    public async Task<UpPeer[]> KillAsync(IEnumerable<UpPeer> among, int count, CancellationToken stop)
    {
        UpPeer[] victims = [.. among.Where(peer => !_tracker.IsPublishing(peer.Index))];
        _random.Shuffle(victims.AsSpan());
        victims = victims[..Math.Min(count, victims.Length)];
        _live = [.. _live.Except(victims)];

        await ForEachAsync(victims, async victim =>
        {
            await victim.Peer.KillAsync();
            return true;
        }, stop);
        _tracker.Killed(victims.Select(victim => victim.Index));
        return victims;
    }

    /// <summary>A random live peer, if possible another than the one named.</summary>
    public UpPeer RandomPeer(PeerId? butNot = null)
    {
        var index = _random.Next(_live.Length);
        return _live[index].Id == butNot ? _live[(index + 1 + _random.Next(Math.Max(1, _live.Length - 1))) % _live.Length] : _live[index];
    }

    /// <summary>Calls each of these peers, a limited number at a time.</summary>
    public static Task<TResult[]> ForEachAsync<TResult>(
        IReadOnlyList<UpPeer> peers, Func<UpPeer, Task<TResult>> call, CancellationToken stop) =>
        peers.SelectAsync(CallsAtOnce, call, stop);

    /// <summary>What every live peer says of itself, by index.</summary>
    public Task<PeerReport[]> InspectAsync(CancellationToken stop) => ForEachAsync(_live, peer => peer.Peer.InspectAsync(), stop);

    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(ShutdownTimeout);
        await Task.WhenAny(_system.Terminate(), Task.Delay(Timeout.Infinite, late.Token));
    }

    private async Task AddAsync(int count, Func<UpPeer> host, StartProgress progress, CancellationToken stop)
    {
        var pace = new Pace(_settings.JoinRate);
        using var places = new SemaphoreSlim(JoinsAtOnce);
        var joins = new List<Task<UpPeer>>(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                await pace.NextAsync(stop);
                await places.WaitAsync(stop);
                joins.Add(StartAndJoinAsync(_started++, host().Peer.Contact, places, progress));
            }
        }
        finally
        {
            _live = [.. _live, .. await Task.WhenAll(joins)];
        }
    }

    private async Task<UpPeer> StartAndJoinAsync(int index, Contact host, SemaphoreSlim places, StartProgress progress)
    {
        try
        {
            var peer = await StartPeerAsync(index);
            await JoinAsync(peer, host);
            return peer;
        }
        finally
        {
            progress.OneJoined();
            places.Release();
        }
    }

    private static async Task JoinAsync(UpPeer peer, Contact host)
    {
        try
        {
            await peer.Peer.JoinAsync(host);
        }
        catch (Exception unanswered) when (unanswered is AskTimeoutException or PeerUnavailableException)
        {
            // It goes on trying by itself; whether it knows somebody by now is seen when all have joined.
        }
    }

    private async Task<UpPeer> StartPeerAsync(int index)
    {
        var id = PeerId.Derive(_settings.Seed, (ulong)index);
        var peer = await _extension.StartPeerAsync(new PeerOptions
        {
            Id = id,
            Settings = _settings.HyperToken with { Peer = _settings.HyperToken.Peer with { Strategy = _strategy } },
            RandomSeed = id.Prefix,
            Observer = _tracker.Observe(index),
        });
        return new UpPeer(index, peer);
    }
}
