using Akka.Actor;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Supernode;
using HyperToken.Peers;

namespace HyperToken.Tests.Roles;

/// <summary>What becomes of a peer, and of those that rely on it, when its role crashes.</summary>
public sealed class RoleCrashTests : RoleTestKit
{
    private const int Peers = 30;
    private const string RoleActor = "supernode-role";

    [Fact]
    public async Task A_supernode_whose_role_crashes_should_be_a_leaf_and_its_leaves_rely_on_others()
    {
        var peers = await StartSettledAsync(Peers, supernodes: 5);
        var crashing = await MostLoadedAsync(peers);
        var changes = await ChangesAsync(crashing);
        var mode = (await crashing.InspectAsync()).Self;
        (await ChildOf(crashing, RoleActor)).Tell(Kill.Instance);

        await AwaitAssertAsync(() => Assert.Contains(PeerRole.Leaf, changes), Patience);
        await AwaitSettledAsync(peers, supernodes: 5);
        Assert.True((await crashing.InspectAsync()).Self.Sequence > mode.Sequence);
        var received = await CollectAsync(peers);
        await crashing.BroadcastAsync("line", new byte[1]);
        await peers[0].BroadcastAsync("line", new byte[1]);
        await AwaitAssertAsync(() => Assert.Equal(2 * (Peers - 1), received.Count), Patience);
    }

    [Fact]
    public async Task The_other_supernodes_should_forget_one_whose_role_crashed()
    {
        var peers = await StartSettledAsync(Peers, supernodes: 5);
        var crashing = await MostLoadedAsync(peers);
        (await ChildOf(crashing, RoleActor)).Tell(Kill.Instance);

        await AwaitAssertAsync(
            async () =>
            {
                var reports = await Task.WhenAll(peers.Where(peer => peer.Id != crashing.Id).Select(peer => peer.InspectAsync()));
                var isLeaf = (await crashing.InspectAsync()).Self.Mode == ContactMode.Leaf;
                Assert.All(reports, report => Assert.True(!isLeaf || report.Table.Find(crashing.Id) is null));
            },
            Patience);
    }

    [Fact]
    public async Task A_leaf_whose_role_crashes_should_be_attached_again()
    {
        var peers = await StartSettledAsync(Peers, supernodes: 5);
        var leaf = (await OfRoleAsync(peers, PeerRole.Leaf))[^1];
        var received = await CollectAsync([leaf]);
        (await ChildOf(leaf, RoleActor)).Tell(Kill.Instance);
        await AwaitSettledAsync(peers, supernodes: 5);
        await peers[0].BroadcastAsync("line", new byte[1]);

        await AwaitAssertAsync(() => Assert.Single(received), Patience);
    }

    [Fact]
    public async Task A_role_that_crashes_again_and_again_should_take_its_peer_to_a_new_start_as_a_leaf_that_is_attached()
    {
        var peers = await StartSettledAsync(Peers, supernodes: 5);
        var crashing = await MostLoadedAsync(peers);
        await EventFilter.Exception<InvalidOperationException>(contains: $"{RoleActor} has crashed too often").ExpectAsync(
            1,
            Patience,
            async () =>
            {
                var role = await ChildOf(crashing, RoleActor);
                for (var crash = 0; crash <= 10; crash++)
                    role.Tell(Kill.Instance);
            });

        await AwaitSettledAsync(peers, supernodes: 5);
        var received = await CollectAsync([crashing]);
        await peers.First(peer => peer.Id != crashing.Id).BroadcastAsync("line", new byte[1]);
        await AwaitAssertAsync(() => Assert.Single(received), Patience);
    }

    [Fact]
    public async Task A_lonely_peer_should_become_a_supernode_and_say_so_again_after_a_crash()
    {
        var peer = await StartPeerAsync(0);
        var changes = await ChangesAsync(peer);
        await peer.JoinAsync();
        await AwaitAssertAsync(() => Assert.Equal([PeerRole.Candidate, PeerRole.Supernode], changes), Patience);
        (await ChildOf(peer, RoleActor)).Tell(Kill.Instance);

        await AwaitAssertAsync(
            () => Assert.Equal([PeerRole.Candidate, PeerRole.Supernode, PeerRole.Leaf, PeerRole.Candidate, PeerRole.Supernode], changes), Patience);
    }

    private static async Task<HyperTokenPeer> MostLoadedAsync(HyperTokenPeer[] peers) =>
        peers.Zip(await RolesAsync(peers)).MaxBy(pair => pair.Second.PrimaryLeaves.Count).First;

    private static async Task<IReadOnlyCollection<PeerRole>> ChangesAsync(HyperTokenPeer peer)
    {
        var changes = new System.Collections.Concurrent.ConcurrentQueue<PeerRole>();
        await peer.SubscribeAsync(happened =>
        {
            if (happened is PeerRoleChanged changed)
                changes.Enqueue(changed.Role);
        });
        return changes;
    }
}
