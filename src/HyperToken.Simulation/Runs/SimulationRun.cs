using System.Diagnostics;
using HyperToken.Overlay;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Warm;

namespace HyperToken.Simulation.Runs;

/// <summary>The phases of a run, one after the other.</summary>
internal sealed class SimulationRun
{
    private static readonly TimeSpan AfterLastBroadcast = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BuildLimit = TimeSpan.FromHours(6);
    private static readonly TimeSpan TaskLimit = TimeSpan.FromMinutes(10);
    private readonly SimulationOptions _options;
    private readonly SimulationWorld _world;
    private readonly RandomSource _random;
    private readonly ProgressMeter _progress;
    private readonly CancellationToken _stop;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool[]? _willCrash;

    public SimulationRun(SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken stop)
    {
        _options = options;
        _world = new SimulationWorld(options);
        _random = new RandomSource(options.Seed ^ Draw.Salt("run"));
        _progress = new ProgressMeter(_world, _clock, progress);
        _stop = stop;
    }

    /// <summary>The peers and their network, for those who look inside.</summary>
    public SimulationWorld World => _world;

    /// <summary>Events of the broadcast phase, and what the whole process allocated meanwhile, in bytes.</summary>
    public (long Events, long AllocatedBytes) BroadcastCost { get; private set; }

    public SimulationResult Run()
    {
        Build();
        if (_options.Stale > 0)
            CrashNow(_options.Stale);
        LookUp();
        if (_options is { Crash: > 0, CrashBefore: true })
            CrashNow(_options.Crash);
        Settle();
        Broadcast();
        return ResultWriter.Write(_world, _clock.Elapsed, isPartial: _stop.IsCancellationRequested);
    }

    private void Build()
    {
        if (_options.EffectiveBuild == NetworkBuild.Warm)
        {
            WarmBuild.Run(_world, _progress, _stop);
            return;
        }

        ProtocolBuild.Order(_world);
        RunTasks(SimulationPhase.Building, BuildLimit, () => _world.Peers.Count(peer => peer.IsUp && peer.OpenTasks == 0), _options.Peers);
    }

    private void LookUp()
    {
        if (_options.Lookups == 0 || _stop.IsCancellationRequested)
            return;

        _world.Lookups = new LookupPhase(_world);
        LookupPhase.Order(_world);
        RunTasks(SimulationPhase.LookingUp, TaskLimit, () => (int)_world.Lookups.Completed(), _options.Lookups);
    }

    private void Settle()
    {
        for (var round = 0; round < _options.Settle && !_stop.IsCancellationRequested; round++)
        {
            var alive = _world.Alive.ToArray();
            foreach (var peer in alive)
                _world.Orders.Add(peer.Index, _world.Loop.Now + TimeSpan.FromMicroseconds(_random.Next(1_000_000)), PeerCommand.Maintain.Instance);

            // The last order is given after a second: before that, nobody's being done means nothing.
            var begun = _world.Loop.Now + TimeSpan.FromSeconds(1);
            RunTasks(SimulationPhase.Settling, TaskLimit, () => _world.Loop.Now <= begun ? 0 : alive.Count(peer => peer.OpenTasks == 0), alive.Length);
        }
    }

    private void Broadcast()
    {
        if (_options.Broadcasts == 0 || _stop.IsCancellationRequested)
            return;

        var start = _world.Loop.Now;
        _world.Deliveries = new DeliveryLog(_options.Peers, _options.Broadcasts);
        _world.Links.Partition?.BeginAt(start);
        if (_options is { Crash: > 0, CrashBefore: false })
            OrderCrashes(start);

        var last = OrderBroadcasts(start);
        var (events, allocated) = (_world.Events, GC.GetTotalAllocatedBytes());
        var end = _options.Duration is { } duration ? start + duration : last + AfterLastBroadcast;
        _world.Loop.RunUntil(() =>
        {
            _progress.Report(SimulationPhase.Broadcasting, Math.Min(1, (_world.Loop.Now - start) / (end - start)));
            return _stop.IsCancellationRequested
                || _world.Loop.Now >= end
                || (_world.Loop.Now > last && _world.Workers.Sum(worker => worker.PayloadsUnderWay) == 0);
        });
        BroadcastCost = (_world.Events - events, GC.GetTotalAllocatedBytes() - allocated);
    }

    private Instant OrderBroadcasts(Instant start)
    {
        // Whoever is about to crash does not begin: its message would be lost with it.
        var origins = _world.Alive.Select(peer => peer.Index).Where(index => _willCrash?[index] != true).ToArray();
        var at = start;
        for (var number = 0; number < _options.Broadcasts; number++)
        {
            at = start + TimeSpan.FromMicroseconds((long)(number * 1_000_000 / _options.Rate));
            _world.Orders.Add(origins[_random.Next(origins.Length)], at, new PeerCommand.Publish(number));
        }

        return at;
    }

    private void OrderCrashes(Instant start)
    {
        _willCrash = new bool[_options.Peers];
        var window = _options.CrashWindow.To - _options.CrashWindow.From;
        foreach (var index in Victims(_options.Crash))
        {
            _willCrash[index] = true;
            var at = start + _options.CrashWindow.From + (window / 1_000_000 * _random.Next(1_000_001));
            _world.Orders.Add(index, at, PeerCommand.Crash.Instance);
        }
    }

    private void CrashNow(double share)
    {
        foreach (var index in Victims(share))
            _world.Peers[index].Take(new SimulatedEvent(_world.Loop.Now, index, SimulatedEvent.Simulator, 0, PeerCommand.Crash.Instance));
    }

    private int[] Victims(double share)
    {
        var alive = _world.Alive.Select(peer => peer.Index).ToArray();
        _random.Shuffle(alive.AsSpan());
        return alive[..Math.Min(alive.Length - 1, (int)(share * alive.Length))];
    }

    /// <summary>Runs until all tasks are done; a time limit keeps a network that cannot be healed from running for ever.</summary>
    private void RunTasks(SimulationPhase phase, TimeSpan limit, Func<int> done, int total)
    {
        var end = _world.Loop.Now + limit;
        var look = _world.Loop.Now;
        _world.Loop.RunUntil(() =>
        {
            if (_stop.IsCancellationRequested || _world.Loop.Now >= end)
                return true;
            if (_world.Loop.Now < look)
                return false;

            // Counting looks at every peer: once in 100 virtual milliseconds is often enough.
            look = _world.Loop.Now + TimeSpan.FromMilliseconds(100);
            var count = done();
            _progress.Report(phase, (double)count / total);
            return count >= total;
        });
    }
}
