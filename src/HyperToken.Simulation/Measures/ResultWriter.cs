using System.Diagnostics;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings.Forms;
using HyperToken.Simulation.Peers;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Measures;

/// <summary>Turns what was counted into a result.</summary>
internal static class ResultWriter
{
    public static SimulationResult Write(SimulationWorld world, TimeSpan wall, bool isPartial)
    {
        var options = world.Options;
        var alive = world.Alive.ToArray();
        var traffic = world.TotalTraffic();

        var reach = world.Deliveries is null ? null : Reach.Of(world, alive);
        double? PerPeer(long count) => reach is { Should: > 0 } ? (double)count / reach.Should : null;
        return new SimulationResult
        {
            Topology = options.Topology,
            Plan = options.EffectivePlan,
            Build = options.EffectiveBuild,
            Peers = options.Peers,
            Seed = options.Seed,
            Broadcasts = reach?.Broadcasts ?? 0,
            DeliveryRate = reach?.Rate,
            DeliveredWithin = reach?.Within,
            UnexplainedMisses = reach?.UnexplainedMisses ?? 0,
            DeliveredTwice = traffic.DeliveredTwice,
            CopiesPerPeer = PerPeer(traffic.PayloadsReceived),
            PayloadsSentPerPeer = PerPeer(traffic.PayloadsSent),
            RepairPayloadsPerPeer = PerPeer(traffic.RepairsSent),
            ControlFramesPerPeer = PerPeer(traffic.ControlSent),
            ControlByKind = reach is not { Should: > 0 } ? null : FrameUses.ControlKinds.ToDictionary(EnumText.Write, kind => PerPeer(traffic.SentOf(kind))!.Value),
            DigestFramesPerPeer = PerPeer(traffic.DigestsSent),
            MessagesPerPeer = PerPeer(traffic.PayloadsSent + traffic.ControlSent),
            BytesPerPeer = PerPeer(traffic.PayloadBytes + traffic.ControlBytes),
            PayloadBytesPerPeer = PerPeer(traffic.PayloadBytes),
            ControlBytesPerPeer = PerPeer(traffic.ControlBytes),
            DigestBytesPerPeer = PerPeer(traffic.DigestBytes),
            ForwardLoad = reach is null ? null : Evenness.Of(alive.Select(peer => (long)peer.PayloadsSent)),
            Connections = Spread(alive.Select(peer => peer.Local!.Peer.Neighbours.Linked.Count)),
            Contacts = Spread(alive.Select(peer => peer.Local!.Peer.Neighbours.Table.Count)),
            Hops = traffic.Deliveries == 0 ? null : new Hops((double)traffic.HopsSum / traffic.Deliveries, traffic.HopsMax),
            LatencyMs = reach?.Latencies,
            LatencyCdf = reach?.LatencyCdf,
            Lookups = world.Lookups?.Figures(),
            Roles = Topologies.HasRoles(options.Topology) ? RoleCount.Of(world) : null,
            Events = world.Events,
            LoopSeconds = world.Loop.Elapsed.TotalSeconds,
            WallSeconds = wall.TotalSeconds,
            EventsPerSecond = world.Events / Math.Max(1e-9, world.Loop.Elapsed.TotalSeconds),
            PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
            TraceHash = TraceOf(world.Peers).ToString("x16"),
            IsPartial = isPartial,
        };
    }

    private static MinAvgMax Spread(IEnumerable<int> values)
    {
        int min = int.MaxValue, max = 0, count = 0;
        long sum = 0;
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            sum += value;
            count++;
        }

        return count == 0 ? new MinAvgMax(0, 0, 0) : new MinAvgMax(min, (double)sum / count, max);
    }

    /// <summary>A fingerprint of every event at every peer.</summary>
    public static ulong TraceOf(SimulatedPeer[] peers)
    {
        var trace = 0UL;
        foreach (var peer in peers.OrderBy(peer => peer.Contact.Id))
            trace = Draw.Mix(trace ^ peer.Trace);

        return trace;
    }
}
