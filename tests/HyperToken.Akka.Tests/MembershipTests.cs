using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken.Tests;

public sealed class MembershipTests : LiveTestKit
{
    public MembershipTests()
        : base("hypertoken.maintenance.rejoin-interval = 50 ms")
    {
    }

    [Fact]
    public async Task Joining_without_seeds_should_make_the_first_peer_of_a_network() =>
        Assert.Equal(0, (await (await StartPeerAsync(0)).JoinAsync()).Contacts);

    [Fact]
    public async Task Joining_by_dead_seeds_should_say_so_and_be_tried_until_one_lives()
    {
        var seed = new Contact(PeerId.Derive(1, 1));
        var peer = await StartPeerAsync(0);
        Assert.Equal(0, (await peer.JoinAsync(seed)).Contacts);

        await StartPeerAsync(1);
        await AwaitAssertAsync(async () => Assert.NotNull((await peer.InspectAsync()).Table.Find(seed.Id)), Patience);
    }

    [Fact]
    public async Task Peers_that_left_should_be_forgotten_at_once()
    {
        var peers = await StartNetworkAsync(20);
        var probe = CreateTestProbe();
        await peers[5].SubscribeAsync(probe.Ref);
        await peers[5].SendAsync(peers[9].Id, "note", new byte[1]);
        await peers[9].LeaveAsync();

        await probe.FishForMessageAsync(
            happened => happened is MembershipChanged { Change: MembershipChange.ContactEvicted } change && change.Contact.Id == peers[9].Id,
            Patience);
    }

    [Fact]
    public async Task A_maintenance_round_should_clear_the_killed_from_every_table()
    {
        var peers = await StartNetworkAsync(60);
        await Task.WhenAll(peers[..18].Select(peer => peer.KillAsync()));
        var killed = peers[..18].Select(peer => peer.Id).ToHashSet();

        await Task.WhenAll(peers[18..].Select(peer => peer.MaintainAsync()));
        foreach (var peer in peers[18..])
        {
            var table = (await peer.InspectAsync()).Table;
            Assert.DoesNotContain(table.Closest(peer.Id, table.Count), contact => killed.Contains(contact.Id));
            Assert.True((await peer.FindNodeAsync(peers[59].Id)).Found || peer == peers[59]);
        }
    }

    [Fact]
    public async Task An_id_should_be_taken_while_its_peer_runs_and_free_afterwards()
    {
        var peer = await StartPeerAsync(3);
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartPeerAsync(3));

        await peer.KillAsync();
        Assert.Equal(peer.Id, (await StartPeerAsync(3)).Id);
    }

    [Fact]
    public async Task Two_peers_that_dial_each_other_at_once_should_keep_one_link()
    {
        for (var i = 0; i < 20; i++)
        {
            var left = await StartPeerAsync(2 * i);
            var right = await StartPeerAsync((2 * i) + 1);
            await Task.WhenAll(left.JoinAsync(right.Contact), right.JoinAsync(left.Contact));

            await AwaitAssertAsync(
                async () =>
                {
                    Assert.Equal(right.Id, Assert.Single((await left.InspectAsync()).Links).Id);
                    Assert.Equal(left.Id, Assert.Single((await right.InspectAsync()).Links).Id);
                },
                Patience);
        }
    }
}
