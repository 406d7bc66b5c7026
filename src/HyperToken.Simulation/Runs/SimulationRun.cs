using System.Diagnostics;
using HyperToken.Overlay;
using HyperToken.Overlay.Supernode;
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
    private static readonly TimeSpan TimeToReattach = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BuildLimit = TimeSpan.FromHours(6);
    private static readonly TimeSpan TimeToJoin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RoleLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TaskLimit = TimeSpan.FromMinutes(10);
    private readonly SimulationOptions _options;
    private readonly SimulationWorld _world;
    private readonly RandomSource _random;
    private readonly ProgressMeter _progress;
    private readonly CancellationToken _stop;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ChurnSchedule? _churn;
    private Instant[]? _crashes;

    public SimulationRun(SimulationOptions options, IProgress<SimulationProgress>? progress, CancellationToken stop)
    {
        _options = options;
        _world = new SimulationWorld(options);
        _random = new RandomSource(options.Seed ^ Draw.Salt("run"));
        _progress = new ProgressMeter(_world, _clock, progress);
        _stop = stop;
        _churn = options.Churn is null ? null : new ChurnSchedule(options.Churn, options.Seed);
    }

    /// <summary>The peers and their network, for those who look inside.</summary>
    public SimulationWorld World => _world;

    /// <summary>Events of the broadcast phase, and what the whole process allocated meanwhile, in bytes.</summary>
    public (long Events, long AllocatedBytes) BroadcastCost { get; private set; }

    /// <summary>When broadcasts began.</summary>
    public Instant FirstBroadcast { get; private set; } = Instant.Never;

    /// <summary>Until when what follows from broadcasts is waited for, and peers leave and come back.</summary>
    public Instant End { get; private set; } = Instant.Never;

    public SimulationResult Run()
    {
        Build();
        if (_options.Stale > 0)
            CrashNow(Victims(_world.Alive, _options.Stale));
        LookUp();
        if (_options is { EffectiveCrash: > 0, CrashBefore: true })
            CrashNow(Victims());
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
        if (Topologies.HasRoles(_options.Topology))
            SettleRoles();
        if (_options.Holes > 0 && !_stop.IsCancellationRequested)
            PunchHoles();
    }

    /// <summary>Waits until nobody has changed its role for a while, and leaves that are to be found have had the time to publish where they are.</summary>
    private void SettleRoles()
    {
        var calm = 5 * _world.Settings.Supernode.EvaluationInterval;
        var publishes = _options.Topology == Topology.Hybrid;
        RunTasks(SimulationPhase.Settling, RoleLimit, () => _world.Peers.Count(peer => peer.IsUp && IsCalm(peer)), _options.Peers);

        bool IsCalm(SimulatedPeer peer) =>
            _world.Loop.Now - peer.RoleChangedAt >= calm && (!publishes || _world.Loop.Now - peer.UpSince >= calm);
    }

    private void PunchHoles()
    {
        var now = _world.Loop.Now;
        Holes.Order(_world);
        _world.Loop.RunUntil(() => _world.Loop.Now > now);
    }

    private void LookUp()
    {
        if (_options.Lookups > 0 && !_stop.IsCancellationRequested)
            LookUp(_options.Lookups);
    }

    /// <summary>Random lookups, compared with who is live now.</summary>
    public void LookUp(int lookups)
    {
        _world.Lookups = new LookupPhase(_world);
        LookupPhase.Order(_world, lookups);
        RunTasks(SimulationPhase.LookingUp, TaskLimit, () => (int)_world.Lookups.Completed(), lookups);
    }

    private void Settle()
    {
        for (var round = 0; round < _options.Settle && !_stop.IsCancellationRequested; round++)
            Maintain();
    }

    /// <summary>One maintenance round of every live peer.</summary>
    public void Maintain()
    {
        var alive = _world.Alive.ToArray();
        foreach (var peer in alive)
            _world.Orders.Add(peer.Index, _world.Loop.Now + TimeSpan.FromMicroseconds(_random.Next(1_000_000)), PeerCommand.Maintain.Instance);

        // The last order is given after a second: before that, nobody's being done means nothing.
        var begun = _world.Loop.Now + TimeSpan.FromSeconds(1);
        RunTasks(SimulationPhase.Settling, TaskLimit, () => _world.Loop.Now <= begun ? 0 : alive.Count(peer => peer.OpenTasks == 0), alive.Length);
    }

    private void Broadcast()
    {
        if (_options.Broadcasts == 0 || _stop.IsCancellationRequested)
            return;

        var start = _world.Loop.Now;
        var last = start + TimeOfLast();
        var end = _options.Duration is { } duration ? start + duration : last + AfterLastBroadcast;
        (FirstBroadcast, End) = (start, end);
        _world.Deliveries = new DeliveryLog(_options.Peers, _options.Broadcasts);
        _world.Links.Partition?.BeginAt(start);
        if (_options is { EffectiveCrash: > 0, CrashBefore: false })
            OrderCrashes(start);

        var upAtStart = _world.Alive.Select(peer => peer.Index).ToArray();
        if (_churn is not null)
            OrderChurn(_churn, upAtStart, start, end);

        OrderBroadcasts(upAtStart, start);
        var over = new EndOfBroadcasts(_world, last, end);
        var (events, allocated) = (_world.Events, GC.GetTotalAllocatedBytes());
        _world.Loop.RunUntil(() =>
        {
            _progress.Report(SimulationPhase.Broadcasting, Math.Min(1, (_world.Loop.Now - start) / (end - start)));
            return _stop.IsCancellationRequested || over.IsReached();
        });
        BroadcastCost = (_world.Events - events, GC.GetTotalAllocatedBytes() - allocated);
    }

    /// <summary>When the last broadcast is made, the last peer crashes, or leaves should have replaced the supernodes that did: before that, nothing is over.</summary>
    private TimeSpan TimeOfLast()
    {
        var broadcast = TimeOf(_options.Broadcasts - 1);
        var crash = _options is { EffectiveCrash: > 0, CrashBefore: false } ? _options.CrashWindow.To : TimeSpan.Zero;
        if (_options is { CrashSupernodes: > 0, CrashBefore: false })
            crash += TimeToReattach;
        return broadcast > crash ? broadcast : crash;
    }

    private TimeSpan TimeOf(int number) => TimeSpan.FromMicroseconds((long)(number * 1_000_000.0 / _options.Rate));

    private void OrderBroadcasts(int[] upAtStart, Instant start)
    {
        // Whoever is about to crash does not begin: its message would be lost with it.
        var origins = upAtStart.Where(index => WillBeUp(index)).ToArray();
        for (var number = 0; number < _options.Broadcasts; number++)
        {
            var at = start + TimeOf(number);
            if (OriginAt(origins, start, at) is { } origin)
                _world.Orders.Add(origin, at, new PeerCommand.Publish(number));
        }
    }

    /// <summary>
    /// A random peer that is up then, and has had the time to join if it came back; else any that is up. While all are down, a
    /// broadcast is not made.
    /// </summary>
    private int? OriginAt(int[] origins, Instant start, Instant at) =>
        OriginAt(origins, index => _churn?.IsUp(index, start, at, TimeToJoin) != false)
        ?? OriginAt(origins, index => _churn!.IsUp(index, start, at, TimeSpan.Zero));

    private int? OriginAt(int[] origins, Predicate<int> isEligible)
    {
        // Whoever is drawn in vain goes to the end, so that nobody is drawn twice.
        for (var left = origins.Length; left > 0; left--)
        {
            var drawn = _random.Next(left);
            if (isEligible(origins[drawn]))
                return origins[drawn];

            (origins[drawn], origins[left - 1]) = (origins[left - 1], origins[drawn]);
        }

        return null;
    }

    private bool WillBeUp(int peer) => _crashes is null || _crashes[peer] == Instant.Never;

    private void OrderCrashes(Instant start)
    {
        _crashes = new Instant[_options.Peers];
        Array.Fill(_crashes, Instant.Never);
        var window = _options.CrashWindow.To - _options.CrashWindow.From;
        foreach (var index in Victims())
        {
            _crashes[index] = start + _options.CrashWindow.From + (window / 1_000_000 * _random.Next(1_000_001));
            _world.Orders.Add(index, _crashes[index], PeerCommand.Crash.Instance);
        }
    }

    /// <summary>Whoever crashes for good does not come back.</summary>
    private void OrderChurn(ChurnSchedule churn, int[] upAtStart, Instant start, Instant end)
    {
        foreach (var index in upAtStart)
        {
            var gone = _crashes is null ? end : Instant.Min(end, _crashes[index]);
            var returns = 0;
            foreach (var absence in churn.AbsencesOf(index, start, gone))
            {
                _world.Orders.Add(index, absence.Leaves, PeerCommand.Crash.Instance);
                if (absence.Returns < gone)
                    _world.Orders.Add(index, absence.Returns, new PeerCommand.Join(churn.SeedsOf(index, ++returns, upAtStart, _world.Contacts)));
            }
        }
    }

    private void CrashNow(int[] victims)
    {
        foreach (var index in victims)
            _world.Peers[index].Take(new SimulatedEvent(_world.Loop.Now, index, SimulatedEvent.Simulator, 0, PeerCommand.Crash.Instance));
    }

    /// <summary>Who crashes: of the supernodes only, or of all.</summary>
    private int[] Victims() => _options.CrashSupernodes > 0
        ? Victims(_world.Alive.Where(peer => peer.Local!.Role!.Role == PeerRole.Supernode), _options.CrashSupernodes)
        : Victims(_world.Alive, _options.Crash);

    private int[] Victims(IEnumerable<SimulatedPeer> among, double share)
    {
        var drawn = among.Select(peer => peer.Index).ToArray();
        _random.Shuffle(drawn.AsSpan());

        // One stays; and of a run that was stopped while it was built nobody may be there.
        return drawn[..Math.Clamp((int)(share * drawn.Length), 0, Math.Max(0, drawn.Length - 1))];
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
