using HyperToken.Overlay.Strategy;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Options.Settings;

namespace HyperToken.Simulation.Tests.Options;

public sealed class SimulationSettingTests
{
    public static TheoryData<string, string, SimulationOptions> Values => new()
    {
        { "peers", "12", new() { Peers = 12 } },
        { "topology", "naive", new() { Topology = Topology.Naive } },
        { "plan", "epidemic", new() { Plan = BroadcastPlan.Epidemic } },
        { "plan", "tree", new() { Plan = BroadcastPlan.Tree } },
        { "plan", "default", new() },
        { "build", "warm", new() { Build = NetworkBuild.Warm } },
        { "broadcasts", "0", new() { Broadcasts = 0 } },
        { "rate", "0.5", new() { Rate = 0.5 } },
        { "size", "1024", new() { Size = 1024 } },
        { "latency", "1.5..20", new() { Latency = new UniformLatency(TimeSpan.FromMilliseconds(1.5), TimeSpan.FromMilliseconds(20)) } },
        { "latency", "lognormal:40,0.5", new() { Latency = new LogNormalLatency(TimeSpan.FromMilliseconds(40), 0.5) } },
        { "latency", "regions", new() { Latency = RegionLatency.World } },
        { "latencyModel", "frame", new() { LatencyScope = LatencyScope.Frame } },
        { "loss", "0.01", new() { Loss = 0.01 } },
        { "bandwidth", "125000", new() { Bandwidth = 125_000 } },
        { "bandwidth", "none", new() },
        { "dialCost", "true", new() { DialCost = true } },
        { "maxLinks", "128", new() { MaxLinks = 128 } },
        { "crash", "0.5", new() { Crash = 0.5 } },
        { "crashSupernodes", "0.3", new() { CrashSupernodes = 0.3 } },
        { "crashWindow", "100..2500", new() { CrashWindow = new TimeWindow(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(2.5)) } },
        { "crashBefore", "true", new() { CrashBefore = true } },
        { "holes", "0.3", new() { Holes = 0.3 } },
        { "partition", "0.5@1000+60000", new() { Partition = new PartitionOptions(0.5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) } },
        { "partition", "0.25@0+1,oneway", new() { Partition = new PartitionOptions(0.25, TimeSpan.Zero, TimeSpan.FromMilliseconds(1)) { IsOneWay = true } } },
        { "churn", "600,30,0.6", new() { Churn = new ChurnOptions(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30)) { Shape = 0.6 } } },
        { "slow", "0.1@5", new() { SlowPeers = new SlowPeerOptions(0.1, 5) } },
        { "settle", "2", new() { Settle = 2 } },
        { "lookups", "1000", new() { Lookups = 1000 } },
        { "stale", "0.5", new() { Stale = 0.5 } },
        { "k", "16", new() { K = 16 } },
        { "alpha", "5", new() { Alpha = 5 } },
        { "fanOut", "8", new() { FanOut = 8 } },
        { "fanOut", "none", new() },
        { "ttl", "6", new() { TimeToLive = 6 } },
        { "seed", "18446744073709551615", new() { Seed = ulong.MaxValue } },
        { "threads", "1", new() { Threads = 1 } },
        { "duration", "5.5", new() { Duration = TimeSpan.FromSeconds(5.5) } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_text_sets_what_it_says_and_is_what_is_written_of_it(string name, string text, SimulationOptions expected)
    {
        var setting = SimulationSettings.Find(name)!;

        var set = setting.Set(new SimulationOptions(), text);

        Assert.Equal(expected, set);
        Assert.Equal(text, setting.Get(set));
    }

    [Fact]
    public void Every_option_of_a_simulation_can_be_set_by_text()
    {
        var tried = Values.Select(row => (string)((object?[])row)[0]!).ToHashSet();

        Assert.Equal(tried.Order(), SimulationSettings.All.Select(setting => setting.Name).Order());
        Assert.Equal(typeof(SimulationOptions).GetProperties().Count(property => property.CanWrite), SimulationSettings.All.Count);
    }

    [Theory]
    [InlineData("600", 600, 60, 1)]
    [InlineData("600,30", 600, 30, 1)]
    public void Churn_has_defaults_for_what_is_left_out(string text, double session, double downtime, double shape)
    {
        var set = SimulationSettings.Find("churn")!.Set(new SimulationOptions(), text);

        Assert.Equal(new ChurnOptions(TimeSpan.FromSeconds(session), TimeSpan.FromSeconds(downtime)) { Shape = shape }, set.Churn);
    }

    [Theory]
    [InlineData("peers", "many")]
    [InlineData("peers", "1e3")]
    [InlineData("peers", "1,000")]
    [InlineData("peers", "99999999999999999999")]
    [InlineData("peers", "5000000000")]
    [InlineData("topology", "1")]
    [InlineData("topology", "ring")]
    [InlineData("rate", "1,5")]
    [InlineData("rate", "Infinity")]
    [InlineData("latency", "10")]
    [InlineData("latency", "10..x")]
    [InlineData("latency", "1..1e300")]
    [InlineData("latency", "lognormal:40")]
    [InlineData("latency", "Regions of the world")]
    [InlineData("dialCost", "yes")]
    [InlineData("crashWindow", "5")]
    [InlineData("crashWindow", "0..1e300")]
    [InlineData("partition", "0.5")]
    [InlineData("partition", "0.5@1000")]
    [InlineData("partition", "0.5@1000+1,twoway")]
    [InlineData("churn", "1,2,3,4")]
    [InlineData("churn", "1e300")]
    [InlineData("slow", "0.1")]
    [InlineData("seed", "-1")]
    [InlineData("duration", "soon")]
    public void What_cannot_be_read_is_refused_with_what_is_allowed(string name, string text)
    {
        var setting = SimulationSettings.Find(name)!;

        var refused = Assert.Throws<SimulationOptionsException>(() => setting.Set(new SimulationOptions(), text));

        Assert.Equal($"{name} is '{text}'; allowed: {setting.Allowed}", refused.Message);
    }

    [Fact]
    public void Arguments_name_what_differs_from_the_defaults_only()
    {
        var options = new SimulationOptions { Peers = 50, DialCost = true, CrashWindow = new TimeWindow(TimeSpan.Zero, TimeSpan.FromSeconds(1)), Threads = 3 };

        Assert.Equal(["--peers", "50", "--dial-cost", "--crash-window", "0..1000"], SimulationSettings.ToArguments(options));
    }
}
