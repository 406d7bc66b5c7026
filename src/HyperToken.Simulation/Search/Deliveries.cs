using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Wire;
using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Search;

/// <summary>
/// What holds of broadcasts once none of their frames is under way, before repair has had its time: a peer may miss one if no copy
/// was sent to it, or if all that were sent got lost. Where nothing goes wrong, nobody misses anything in a full mesh or a tree, and
/// one delivery in a thousand in an epidemic.
/// </summary>
internal static class Deliveries
{
    private const double EpidemicShare = 0.999;

    /// <summary>With fewer copies sent on than this, chance alone leaves peers out.</summary>
    private const int FanOutThatReachesAll = 16;

    public static void Check(SimulationWorld world, PayloadLedger ledger, Findings findings)
    {
        var pending = world.Workers.SelectMany(worker => worker.Pending()).ToArray();
        var frames = pending.Count(item => item.Content is Frame frame && FrameUses.BelongsToBroadcast(frame.Kind));
        var underWay = world.UnderWay;
        findings.Require(frames == 0 && underWay == 0, "no broadcast frame stays under way", $"{frames} in the calendar, {underWay} counted");
        var late = pending.Count(item => item.Time < world.Loop.Now);
        findings.Require(late == 0, "no event is left behind", $"{late} events are older than {world.Loop.Now.Micros} µs");
        findings.Require(ledger.Undelivered == 0, "a payload that reaches a live peer is delivered", $"{ledger.Undelivered} frames were not");
        CheckMisses(world, ledger, findings);
    }

    /// <summary>Nothing is delivered twice, repaired or not.</summary>
    public static void CheckTwice(SimulationWorld world, Findings findings)
    {
        var twice = world.TotalTraffic().DeliveredTwice;
        findings.Require(twice == 0, "nothing is delivered twice", $"{twice} deliveries");
    }

    private static void CheckMisses(SimulationWorld world, PayloadLedger ledger, Findings findings)
    {
        var log = world.Deliveries!;
        long should = 0, missed = 0, unaccounted = 0;
        foreach (var peer in world.Alive)
        {
            for (var number = 0; number < world.Options.Broadcasts; number++)
            {
                if (ledger.Sent(peer.Index, number) != ledger.Lost(peer.Index, number) + ledger.Arrived(peer.Index, number))
                    unaccounted++;
                if (!log.IsPublished(number) || log.OriginOf(number) == peer.Index || peer.UpSince > log.PublishedAt(number))
                    continue;

                should++;
                missed += log.Micros(peer.Index, number) == 0 ? 1 : 0;
            }
        }

        // A peer that was up all the time and missed a message got no copy, or "a payload that reaches a live peer is delivered" is
        // broken; that every copy sent has arrived or was lost is what is left to check.
        findings.Require(unaccounted == 0, "every copy sent arrives or is lost", $"{unaccounted} pairs of peer and broadcast");
        if (!IsQuiet(world.Options))
            return;

        switch (world.Options.EffectivePlan)
        {
            case BroadcastPlan.Naive:
                findings.Require(missed == 0, "a full mesh without faults reaches everybody", $"{missed} of {should} missed");
                break;
            case BroadcastPlan.Tree:
                findings.Require(missed == 0, "a tree without faults reaches everybody", $"{missed} of {should} missed");
                break;
            default:
                findings.Require(
                    world.Options.EffectiveFanOut < FanOutThatReachesAll || missed <= (1 - EpidemicShare) * should,
                    "an epidemic without faults reaches 99.9 %",
                    $"{missed} of {should} missed");
                break;
        }
    }

    /// <summary>A full mesh needs all its links; a tree hangs each leaf on one table entry.</summary>
    private static bool IsQuiet(SimulationOptions scenario) =>
        scenario is { Loss: 0, Crash: 0, Stale: 0, Partition: null, Churn: null }
        && (scenario.EffectivePlan != BroadcastPlan.Naive || scenario.MaxLinks is null)
        && (scenario.EffectivePlan != BroadcastPlan.Tree || scenario.Holes == 0);
}
