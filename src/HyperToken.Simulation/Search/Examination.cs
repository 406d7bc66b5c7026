using HyperToken.Overlay;
using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Search;

/// <summary>
/// One scenario, run to quiescence: the faults end, the network gets half a minute and two maintenance rounds, in which what was
/// missed is fetched, looks up random ids, and comes to rest. Then the invariants are checked.
/// </summary>
internal sealed class Examination
{
    private const int Lookups = 200;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestLimit = TimeSpan.FromMinutes(2);
    private readonly SimulationOptions _scenario;
    private readonly CancellationToken _stop;
    private readonly SimulationRun _run;
    private readonly PayloadLedger _ledger;

    public Examination(SimulationOptions scenario, CancellationToken stop)
    {
        _scenario = scenario;
        _stop = stop;
        _run = new SimulationRun(scenario, null, stop);
        _ledger = new PayloadLedger(_run.World);
        _run.World.Watch = _ledger;
    }

    /// <summary>A fingerprint of all that happened.</summary>
    public ulong Trace => ResultWriter.TraceOf(_run.World.Peers);

    /// <summary>Runs, and says what was not kept.</summary>
    public IReadOnlyList<FaultFinding> Run()
    {
        _run.Run();
        if (_stop.IsCancellationRequested)
            return [];

        var world = _run.World;
        var faultsEnd = EndOfFaults();
        var drained = world.Loop.Now + DrainLimit;
        Until(() => world.Loop.Now >= drained || (world.Loop.Now >= faultsEnd && UnderWay == 0));
        var findings = new Findings(_scenario);
        Deliveries.Check(world, _ledger, findings);

        world.Links.EndFaults();
        var recovered = world.Loop.Now + RecoveryTime;
        Until(() => world.Loop.Now >= recovered);
        _run.Maintain();
        _run.Maintain();
        _run.LookUp(Lookups);
        Rest(findings);
        if (_stop.IsCancellationRequested)
            return [];

        Deliveries.CheckTwice(world, findings);
        Reached.Check(world, HealedAt(), findings);
        Tables.Check(world, _ledger, findings);
        Bounds.Check(world, findings);
        return findings.All;
    }

    private long UnderWay => _run.World.UnderWay;

    private Instant EndOfFaults()
    {
        var end = _run.FirstBroadcast + _scenario.CrashWindow.To;
        if (_scenario.Churn is not null && end < _run.End)
            end = _run.End;

        return end < HealedAt() ? HealedAt() : end;
    }

    private Instant HealedAt() =>
        _scenario.Partition is { } partition ? _run.FirstBroadcast + partition.Start + partition.Length : Instant.Zero;

    /// <summary>Every task ends: each peer is seen once without a lookup, though maintenance goes on for ever.</summary>
    private void Rest(Findings findings)
    {
        var world = _run.World;
        var busy = world.Alive.ToHashSet();
        var end = world.Loop.Now + RestLimit;
        Until(() =>
        {
            busy.RemoveWhere(peer => !peer.IsUp || (peer.Local!.RunningLookups == 0 && peer.Local.Peer is { RoutesUnderWay: 0, RegionsUnderWay: 0, FetchesUnderWay: 0 } && peer.OpenTasks == 0));
            return busy.Count == 0 || world.Loop.Now >= end;
        });
        findings.Require(busy.Count == 0, "every lookup, broadcast, fetch and task ends", $"{busy.Count} peers were never at rest for two minutes: {Findings.Names(busy)}");
    }

    private void Until(Func<bool> isOver) => _run.World.Loop.RunUntil(() => isOver() || _stop.IsCancellationRequested);
}
