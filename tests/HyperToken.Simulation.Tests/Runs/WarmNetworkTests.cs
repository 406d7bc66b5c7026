using HyperToken.Simulation.Measures;
using HyperToken.Simulation.Options;
using HyperToken.Simulation.Results;
using HyperToken.Simulation.Runs;

namespace HyperToken.Simulation.Tests.Runs;

/// <summary>A network built warm is what the protocol makes of one, or its figures are worth nothing.</summary>
public sealed class WarmNetworkTests
{
    private const double Tolerance = 0.05;

    /// <summary>Buckets that hold fewer contacts on average differ by chance alone.</summary>
    private const double LeastContacts = 0.5;

    private static readonly SimulationOptions Options = new() { Peers = 5_000, Broadcasts = 5 };

    [Fact]
    public void A_warm_network_is_like_one_built_by_protocol_and_maintained_twice()
    {
        var (protocol, protocolTables) = Run(Options with { Build = NetworkBuild.Protocol, Settle = 2 });
        var (warm, warmTables) = Run(Options with { Build = NetworkBuild.Warm });

        var depths = Enumerable.Range(0, protocolTables.ContactsPerBucket.Count).Where(depth => protocolTables.ContactsPerBucket[depth] >= LeastContacts).ToArray();
        Assert.InRange(depths.Length, 10, 16);
        Assert.All(depths, depth => AssertClose($"contacts in bucket {depth}", protocolTables.ContactsPerBucket[depth], warmTables.ContactsPerBucket[depth]));
        AssertClose("in-degree Gini", protocolTables.InDegreeGini, warmTables.InDegreeGini);
        AssertClose("copies", protocol.CopiesPerPeer!.Value, warm.CopiesPerPeer!.Value);
        AssertClose("hops", protocol.Hops!.Avg, warm.Hops!.Avg);
    }

    private static (SimulationResult Result, TableFigures Tables) Run(SimulationOptions options)
    {
        var run = new SimulationRun(options, null, default);
        var result = run.Run();
        return (result, TableFigures.Of(run.World));
    }

    private static void AssertClose(string figure, double protocol, double warm) => Assert.True(
        Math.Abs(warm - protocol) <= Tolerance * protocol,
        FormattableString.Invariant($"{figure}: {protocol:0.####} by protocol, {warm:0.####} warm, {(warm / protocol) - 1:+0.0 %;-0.0 %} apart"));
}
