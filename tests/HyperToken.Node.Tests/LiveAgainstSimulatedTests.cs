using System.Text.Json;
using HyperToken.Simulation;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;

namespace HyperToken.Node.Tests;

/// <summary>
/// Holds the simulator to the truth: a network of peers that run as actors in a process of their own, and the same peers in
/// virtual time.
/// </summary>
[Collection("networks")]
public sealed class LiveAgainstSimulatedTests
{
    private const int Peers = 300;
    private const int Broadcasts = 20;

    /// <summary>As of hypertoken.max-links.</summary>
    private const int MaxLinks = 128;

    [Fact]
    public async Task A_live_network_and_the_same_one_simulated_should_measure_the_same()
    {
        var live = await LiveAsync();
        var simulated = Simulated();

        Assert.Equal(live.GetProperty("broadcasts").GetProperty("deliveryRate").GetDouble(), simulated.DeliveryRate);
        AssertClose(live.GetProperty("broadcasts").GetProperty("copiesPerPeer").GetDouble(), simulated.CopiesPerPeer!.Value, 0.02);
        AssertClose(Average(live, "connections"), simulated.Connections.Avg, 0.05);
        AssertClose(Average(live, "contacts"), simulated.Contacts.Avg, 0.05);
    }

    /// <summary>What the network says of itself after its broadcasts.</summary>
    private static async Task<JsonElement> LiveAsync()
    {
        var lines = Enumerable.Range(1, Broadcasts).Select(line => $"{line}").Append("/stats");
        using var node = await NodeProcess.RunAsync(lines, "up", "--peers", $"{Peers}", "--seed", "1", "--json");

        Assert.Equal(0, node.ExitCode);
        var stats = node.Events[^2];
        Assert.Equal("stats", stats.GetProperty("event").GetString());
        Assert.Equal(Peers, stats.GetProperty("peers").GetInt32());
        Assert.Equal(Broadcasts, stats.GetProperty("broadcasts").GetProperty("broadcasts").GetInt32());
        return stats;
    }

    /// <summary>The same ids, which both derive from the seed, and frames that take about as long as inside one process.</summary>
    private static SimulationResult Simulated() => new GossipSimulator(new SimulationOptions
    {
        Peers = Peers,
        Seed = 1,
        MaxLinks = MaxLinks,
        Build = NetworkBuild.Protocol,
        Latency = new UniformLatency(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2)),
        Broadcasts = Broadcasts,
    }).Run();

    private static double Average(JsonElement stats, string name) => stats.GetProperty(name).GetProperty("avg").GetDouble();

    private static void AssertClose(double live, double simulated, double share) =>
        Assert.InRange(simulated / live, 1 - share, 1 + share);
}
