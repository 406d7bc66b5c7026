using HyperToken.Overlay;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Runs;
using HyperToken.Simulation.Search;
using HyperToken.Simulation.Tests.Support;

namespace HyperToken.Simulation.Tests.Search;

/// <summary>Every invariant is broken by hand once, to see that the search would notice.</summary>
public sealed class InvariantTests
{
    private const string EverybodyHasEverything = "everybody has every message in the end";
    private readonly SimulationOptions _options = Fault.Quiet with { Topology = Topology.Naive, Peers = 30, Broadcasts = 3, MaxLinks = 40 };
    private readonly SimulationRun _run;
    private readonly PayloadLedger _ledger;
    private readonly Findings _findings;

    public InvariantTests()
    {
        _run = new SimulationRun(_options, null, default);
        _ledger = new PayloadLedger(World);
        _findings = new Findings(_options with { MaxLinks = null });
        World.Watch = _ledger;
        _run.Run();
    }

    private SimulationWorld World => _run.World;

    private SimulatedPeer Peer => World.Peers[7];

    [Fact]
    public void A_run_in_which_all_went_well_has_no_findings()
    {
        _run.LookUp(50);
        Assert.Empty(Found());
    }

    [Fact]
    public void A_copy_that_vanishes_is_found()
    {
        ((IPayloadWatch)_ledger).Sent(7, AnyFrame());
        Assert.Contains("every copy sent arrives or is lost", Found());
    }

    [Fact]
    public void A_message_that_arrived_and_was_not_delivered_is_found()
    {
        World.Deliveries!.Forget(7);
        ((IPayloadWatch)_ledger).Arrived(7, AnyFrame(), isUp: true, World.Loop.Now);
        Assert.Contains("a payload that reaches a live peer is delivered", Found());
    }

    [Fact]
    public void A_second_delivery_is_found()
    {
        World.Workers[0].Traffic.Delivered(hops: 1, isFirst: false);
        Assert.Contains("nothing is delivered twice", Found());
    }

    [Fact]
    public void A_frame_still_under_way_is_found()
    {
        World.Workers[0].Post(new SimulatedEvent(World.Loop.Now + TimeSpan.FromSeconds(1), 7, 8, 1, AnyFrame()));
        Assert.Contains("no broadcast frame stays under way", Found());
    }

    [Fact]
    public void A_peer_without_anybody_in_its_table_is_found()
    {
        _run.LookUp(5);
        World.Orders.Add(7, World.Loop.Now, PeerCommand.Crash.Instance);
        World.Orders.Add(7, World.Loop.Now, new PeerCommand.Join([]));
        var now = World.Loop.Now;
        World.Loop.RunUntil(() => World.Loop.Now > now && Peer.IsUp);
        Assert.Contains("nobody is left alone", Found());
    }

    [Fact]
    public void Lookups_that_miss_the_nearest_peer_are_found()
    {
        World.Lookups = new LookupPhase(World);
        World.Lookups.Completed(Peer, new(World.Contacts[3].Id, [World.Contacts[4]], 1, 1, 0, false));
        Assert.Contains("lookups find the nearest live peer in 99 % of cases", Found());
    }

    [Fact]
    public void A_link_that_only_one_of_machine_and_protocol_knows_is_found()
    {
        Peer.Local!.Handle(new LinkClosed(World.Contacts[3], Lost: false), World.Loop.Now);
        Assert.Contains("machine and protocol know the same links", Found());
    }

    [Fact]
    public void Messages_that_nobody_broadcast_are_found_where_they_are_kept()
    {
        var frame = AnyFrame();
        Peer.Local!.Receive(World.Contacts[3], frame with { Header = frame.Header with { TimeToLive = 0 } }, World.Loop.Now);
        Assert.Contains("a message is kept once", Found());
    }

    [Fact]
    public void Who_was_not_reached_though_nothing_went_wrong_is_found()
    {
        var run = new SimulationRun(Fault.Quiet with { Topology = Topology.Naive, TimeToLive = 1 }, null, default);
        var ledger = new PayloadLedger(run.World);
        run.World.Watch = ledger;
        run.Run();
        run.World.Deliveries!.Forget(7);
        var findings = new Findings(run.World.Options);
        Deliveries.Check(run.World, ledger, findings);
        Assert.Contains("a full mesh without faults reaches everybody", findings.All.Select(finding => finding.Invariant));
    }

    [Theory]
    [InlineData(Overlay.Strategy.BroadcastPlan.Tree, "a tree without faults reaches everybody")]
    [InlineData(Overlay.Strategy.BroadcastPlan.Epidemic, "an epidemic without faults reaches 99.9 %")]
    public void Who_was_not_reached_by_a_plan_over_tables_is_found(Overlay.Strategy.BroadcastPlan plan, string invariant)
    {
        var run = new SimulationRun(Fault.Quiet with { Plan = plan }, null, default);
        var ledger = new PayloadLedger(run.World);
        run.World.Watch = ledger;
        run.Run();
        run.World.Deliveries!.Forget(7);
        var findings = new Findings(run.World.Options);
        Deliveries.Check(run.World, ledger, findings);
        Assert.Contains(invariant, findings.All.Select(finding => finding.Invariant));
    }

    [Fact]
    public void Who_misses_in_the_end_what_somebody_has_is_found()
    {
        Assert.DoesNotContain(EverybodyHasEverything, FoundInTheEnd(Instant.Zero));
        World.Deliveries!.Forget(7);
        Assert.Contains(EverybodyHasEverything, FoundInTheEnd(Instant.Zero));
    }

    [Fact]
    public void What_nobody_has_any_more_is_missed_by_nobody()
    {
        foreach (var peer in World.Peers)
            World.Deliveries!.Forget(peer.Index);

        foreach (var origin in Enumerable.Range(0, 3).Select(World.Deliveries!.OriginOf).Distinct())
            World.Orders.Add(origin, World.Loop.Now, PeerCommand.Crash.Instance);

        var now = World.Loop.Now;
        World.Loop.RunUntil(() => World.Loop.Now > now);
        Assert.DoesNotContain(EverybodyHasEverything, FoundInTheEnd(Instant.Zero));
    }

    [Theory]
    [InlineData(600, false)]
    [InlineData(30, true)]
    public void Who_was_cut_off_for_longer_than_messages_are_kept_may_miss_them(int seconds, bool isFound)
    {
        var options = _options with { Partition = new PartitionOptions(0.5, TimeSpan.Zero, TimeSpan.FromSeconds(seconds)) };
        var run = new SimulationRun(options with { Duration = TimeSpan.FromSeconds(1) }, null, default);
        run.Run();
        var findings = new Findings(options);
        Reached.Check(run.World, run.FirstBroadcast + TimeSpan.FromSeconds(seconds), findings);
        Assert.Equal(isFound, findings.All.Any(finding => finding.Invariant == EverybodyHasEverything));
    }

    private IEnumerable<string> FoundInTheEnd(Instant healed)
    {
        var findings = new Findings(_options);
        Reached.Check(World, healed, findings);
        return findings.All.Select(finding => finding.Invariant);
    }

    private BroadcastFrame AnyFrame()
    {
        var origin = World.Deliveries!.OriginOf(0);
        var body = new Overlay.Broadcast.EnvelopeBody(World.Contacts[origin].Id, 1, 99, 0, DeliveryLog.TypeOf(0), default);
        return new BroadcastFrame(new HopHeader(body.Id, Overlay.Strategy.BroadcastPlan.Naive, 1, 1), Overlay.Broadcast.Envelope.Seal(body));
    }

    private IEnumerable<string> Found()
    {
        Deliveries.Check(World, _ledger, _findings);
        if (World.Lookups is null)
            _run.LookUp(5);

        Deliveries.CheckTwice(World, _findings);
        Tables.Check(World, _ledger, _findings);
        Bounds.Check(World, _findings);
        return _findings.All.Select(finding => finding.Invariant);
    }
}
