using HyperToken.Inspection;

namespace HyperToken.Tests.Inspection;

public sealed class RoleViewTests : LiveTestKit
{
    private const string Hasty = """
        hypertoken.strategy = supernode
        hypertoken.supernode { min-uptime = 0 s, election-delay = 1 s, heartbeat-interval = 200 ms, evaluation-interval = 200 ms }
        """;

    public RoleViewTests()
        : base(Hasty)
    {
    }

    [Fact]
    public async Task Where_peers_have_roles_leaves_name_their_supernodes_and_these_name_them()
    {
        var peers = await StartNetworkAsync(12);

        await AwaitAssertAsync(
            async () =>
            {
                var roles = await Task.WhenAll(peers.Select(peer => new PeerInspector(peer).RolesAsync()));
                var byId = roles.ToDictionary(role => role.Id);
                var leaves = roles.Where(role => role.Role == "leaf").ToArray();
                Assert.NotEmpty(leaves);
                Assert.All(leaves, leaf =>
                {
                    Assert.NotEmpty(leaf.Supernodes);
                    Assert.Contains(leaf.Id, byId[leaf.Supernodes[0]].PrimaryLeaves);
                    Assert.All(leaf.Supernodes.Skip(1), standby => Assert.Contains(leaf.Id, byId[standby].StandbyLeaves));
                });
                Assert.All(roles, role => Assert.InRange(role.Score, 0, 1));
                var table = await new PeerInspector(peers.First(peer => peer.Id.ToString() == leaves[0].Id)).TableAsync();
                Assert.Equal(leaves[0].Supernodes, table.Supernodes);
            },
            Patience);
    }
}
