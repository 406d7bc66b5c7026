using HyperToken.Metrics;

namespace HyperToken.Tests.Metrics;

public sealed class RoleMetricsTests : LiveTestKit
{
    public RoleMetricsTests()
        : base("hypertoken.strategy = supernode")
    {
    }

    [Fact]
    public async Task Where_peers_have_roles_the_one_a_peer_has_is_1()
    {
        var peer = await StartPeerAsync(0);
        using var metrics = await PeerMetrics.StartAsync(peer);
        using var observer = new Observer(peer);
        await AwaitAssertAsync(
            async () =>
            {
                await metrics.RefreshAsync();
                var seen = observer.Observe().Where(each => each.Name.StartsWith("hypertoken.role.", StringComparison.Ordinal)).ToArray();
                var roles = seen.Where(each => each.Name == "hypertoken.role.current").ToArray();
                Assert.Equal(["hypertoken.role=candidate", "hypertoken.role=leaf", "hypertoken.role=supernode"], roles.Select(each => each.Tags).Order());
                Assert.Equal(1, roles.Sum(each => each.Value));
                Assert.Equal(["hypertoken.leaf.kind=primary", "hypertoken.leaf.kind=standby"], seen.Where(each => each.Name == "hypertoken.role.leaves").Select(each => each.Tags).Order());
                Assert.Equal(0, seen.Single(each => each.Name == "hypertoken.role.supernodes").Value);
                Assert.InRange(seen.Single(each => each.Name == "hypertoken.role.score").Value, 0, 1);
            },
            Patience);
    }
}
