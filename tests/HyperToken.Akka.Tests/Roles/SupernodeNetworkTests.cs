using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;

namespace HyperToken.Tests.Roles;

/// <summary>Live networks of supernodes and leaves; what has to hold whatever carries the frames.</summary>
public abstract class SupernodeNetworkTests : RoleTestKit
{
    private const int Peers = 60;

    protected SupernodeNetworkTests(string links)
        : base($"hypertoken.links = {links}\n")
    {
    }

    [Fact]
    public async Task A_broadcast_of_anybody_should_reach_everybody_once()
    {
        var peers = await StartSettledAsync(Peers, supernodes: 5);
        var received = await CollectAsync(peers);
        var leaf = (await OfRoleAsync(peers, PeerRole.Leaf))[0];
        var supernode = (await OfRoleAsync(peers, PeerRole.Supernode))[0];
        foreach (var origin in (HyperTokenPeer[])[leaf, supernode, .. peers[..8]])
            await origin.BroadcastAsync("line", new byte[1]);

        await AwaitAssertAsync(() => Assert.Equal(10 * (Peers - 1), received.Count), Patience);
        Assert.Equal(received.Count, received.Distinct().Count());
    }

    [Fact]
    public async Task No_table_should_hold_a_leaf_and_no_leaf_a_table()
    {
        var peers = await StartSettledAsync(Peers, supernodes: 5);

        await AwaitAssertAsync(
            async () =>
            {
                var reports = await Task.WhenAll(peers.Select(peer => peer.InspectAsync()));
                var leaves = reports.Where(report => report.Role!.Snapshot.Role == PeerRole.Leaf).Select(report => report.Self.Id).ToHashSet();
                Assert.All(reports, report => Assert.Equal(leaves.Contains(report.Self.Id), report.Self.Mode == ContactMode.Leaf));
                Assert.All(
                    reports.Where(report => report.Self.Mode == ContactMode.Leaf), report => Assert.Equal(0, report.Table.Count));
                Assert.All(
                    reports.SelectMany(report => report.Table.Closest(report.Self.Id, report.Table.Count)),
                    contact => Assert.DoesNotContain(contact.Id, leaves));
            },
            Patience);
    }

    [Fact]
    public async Task Nothing_should_be_lost_when_half_of_the_supernodes_crash_while_messages_flow()
    {
        const int messages = 60;
        var peers = await StartSettledAsync(Peers, supernodes: 6);
        var supernodes = await OfRoleAsync(peers, PeerRole.Supernode);
        var victims = supernodes[..(supernodes.Length / 2)];
        var survivors = peers.Except(victims).ToArray();
        var received = await CollectAsync(survivors);
        var sent = new List<(PeerId Origin, MessageId Id)>();
        var kills = Task.CompletedTask;
        for (var i = 0; i < messages; i++)
        {
            if (i == messages / 2)
                kills = Task.WhenAll(victims.Select(victim => victim.KillAsync()));

            var origin = survivors[(7 * i) % survivors.Length];
            sent.Add((origin.Id, (await origin.BroadcastAsync("line", new byte[1])).Id));
        }

        await kills;
        var expected = sent.SelectMany(message => survivors.Where(peer => peer.Id != message.Origin).Select(peer => (peer.Id, message.Id))).ToHashSet();
        await AwaitAssertAsync(() => Assert.Empty(expected.Except(received)), Patience);
        Assert.Equal(received.Count, received.Distinct().Count());
        await AwaitSettledAsync(survivors, supernodes: 5);
    }
}

public sealed class DirectSupernodeNetworkTests() : SupernodeNetworkTests("direct");

public sealed class PipedSupernodeNetworkTests() : SupernodeNetworkTests("pipe");
