using System.Globalization;
using HyperToken.Overlay;
using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Engine;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings.Forms;

namespace HyperToken.Simulation.Search;

/// <summary>Random scenarios: small networks in which much goes wrong.</summary>
internal static class RandomScenario
{
    private const int Smallest = 20;
    private const int Largest = 400;

    /// <summary>A full mesh sends the square of its peers for every broadcast.</summary>
    private const int LargestMesh = 120;

    /// <summary>The scenario of a seed.</summary>
    public static SimulationOptions Of(ulong seed)
    {
        var random = new RandomSource(seed ^ Draw.Salt("scenario"));
        bool Chance(int percent) => random.Next(100) < percent;
        int Between(int min, int max) => min + random.Next(max - min + 1);
        TimeSpan Milliseconds(int min, int max) => TimeSpan.FromMilliseconds(Between(min, max));

        var isMesh = Chance(25);
        var isWarm = !isMesh && Chance(30);
        var lookups = Chance(25) ? Between(10, 60) : 0;
        var isCrashing = Chance(40);
        var crashFrom = Chance(50) ? TimeSpan.Zero : Milliseconds(0, 5_000);
        var crashTo = Chance(50) ? crashFrom : crashFrom + Milliseconds(1, 10_000);
        LatencyOptions latency = Between(0, 9) switch
        {
            < 5 => Uniform(Between(1, 50), Between(0, 150)),
            < 8 => new LogNormalLatency(Milliseconds(10, 60), Between(10, 80) / 100.0),
            _ => RegionLatency.World,
        };

        // A query to a slow peer has to be answered before it is given up, or the peer is as good as dead: so no link has to be
        // opened first, and tails are not stretched much.
        var dialCost = Chance(20);
        var hasSlow = !dialCost && Chance(25);
        var slowFactor = latency is LogNormalLatency ? 2 : Between(2, 4);
        var scenario = new SimulationOptions
        {
            Seed = seed,
            Threads = 1,
            Build = isWarm ? NetworkBuild.Warm : NetworkBuild.Protocol,
            Holes = isWarm && Chance(30) ? Between(1, 50) / 100.0 : 0,
            Topology = isMesh ? Topology.Naive : Topology.Kademlia,
            Plan = !isMesh && Chance(35) ? BroadcastPlan.Epidemic : null,
            Peers = Between(Smallest, isMesh ? LargestMesh : Largest),
            K = Chance(75) ? 20 : Between(8, 40),
            Alpha = Chance(75) ? 3 : Between(1, 8),
            Broadcasts = Between(1, 20),
            Rate = Chance(50) ? Between(1, 10) : Between(100, 5_000),
            Size = Chance(75) ? 256 : Between(0, 4_096),
            Latency = latency,
            LatencyScope = Chance(70) ? LatencyScope.Link : LatencyScope.Frame,
            Loss = Chance(50) ? 0 : Between(1, 20) / 100.0,
            Bandwidth = Chance(10) ? Between(50, 1_000) * 1_000L : null,
            DialCost = dialCost,
            MaxLinks = Chance(20) ? Between(8, 64) : null,
            Crash = isCrashing ? Between(5, 50) / 100.0 : 0,
            CrashBefore = isCrashing && Chance(25),
            CrashWindow = new TimeWindow(crashFrom, crashTo),
            Partition = Chance(25)
                ? new PartitionOptions(Between(10, 60) / 100.0, Milliseconds(0, 3_000), Chance(70) ? Milliseconds(500, 40_000) : Milliseconds(120_000, 600_000)) { IsOneWay = Chance(40) }
                : null,
            Churn = Chance(25)
                ? new ChurnOptions(Milliseconds(5_000, 120_000), Milliseconds(0, 20_000)) { Shape = Between(4, 20) / 10.0 }
                : null,
            SlowPeers = hasSlow ? new SlowPeerOptions(Between(5, 30) / 100.0, slowFactor) : null,
            Settle = Between(0, 2),
            Lookups = lookups,
            Stale = lookups > 0 && Chance(50) ? Between(5, 50) / 100.0 : 0,
        };

        // A window belongs to crashes after the first broadcast; options with one and no such crashes are refused elsewhere.
        return scenario is { Crash: > 0, CrashBefore: false } ? scenario : scenario with { CrashWindow = new SimulationOptions().CrashWindow };
    }

    /// <summary>A scenario in one line: what differs from a quiet network.</summary>
    public static string Describe(SimulationOptions scenario)
    {
        var parts = new List<string>
        {
            Text($"{scenario.Peers} peers {EnumText.Write(scenario.Topology)}"),
            EnumText.Write(scenario.EffectivePlan),
            Text($"{scenario.Broadcasts} broadcasts at {scenario.Rate} per second"),
        };
        void Add(bool applies, string part)
        {
            if (applies)
                parts.Add(part);
        }

        Add(scenario.Build == NetworkBuild.Warm, "warm");
        Add(scenario.Holes > 0, Text($"holes {scenario.Holes}"));
        Add(scenario.K != 20, Text($"k {scenario.K}"));
        Add(scenario.Loss > 0, Text($"loss {scenario.Loss}"));
        Add(scenario.Stale > 0, Text($"stale {scenario.Stale}"));
        Add(scenario.Crash > 0, Text($"crash {scenario.Crash} {(scenario.CrashBefore ? "before" : Text($"at {scenario.CrashWindow.From.TotalSeconds}..{scenario.CrashWindow.To.TotalSeconds} s"))}"));
        if (scenario.Partition is { } partition)
            parts.Add(Text($"{(partition.IsOneWay ? "one-way " : "")}partition {partition.Share} at {partition.Start.TotalSeconds} s for {partition.Length.TotalSeconds} s"));
        if (scenario.Churn is { } churn)
            parts.Add(Text($"churn {churn.MeanSession.TotalSeconds} s up, {churn.MeanDowntime.TotalSeconds} s down, shape {churn.Shape}"));
        Add(scenario.MaxLinks is not null, Text($"at most {scenario.MaxLinks} links"));
        Add(scenario.DialCost, "dial cost");
        Add(scenario.Bandwidth is not null, Text($"{scenario.Bandwidth} bytes per second"));
        if (scenario.SlowPeers is { } slow)
            parts.Add(Text($"{slow.Share} slow by {slow.Factor}"));
        parts.Add(Text($"{scenario.Latency.GetType().Name} per {scenario.LatencyScope.ToString().ToLowerInvariant()}"));
        return string.Join(", ", parts);
    }

    private static UniformLatency Uniform(int min, int width) =>
        new(TimeSpan.FromMilliseconds(min), TimeSpan.FromMilliseconds(min + width));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
