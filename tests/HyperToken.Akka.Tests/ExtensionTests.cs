using Akka.Actor;
using HyperToken.Overlay.Identity;

namespace HyperToken.Tests;

public sealed class ExtensionTests : LiveTestKit
{
    [Fact]
    public void The_extension_should_be_the_same_for_every_caller()
    {
        Assert.Same(HyperTokenExtension.For(Sys), HyperTokenExtension.For(Sys));
        Assert.Same(HyperTokenExtension.For(Sys), Sys.HyperToken());
    }

    [Fact]
    public async Task A_peer_should_be_an_actor_below_the_extensions_guardian_named_after_its_id()
    {
        var peer = await StartPeerAsync(0);
        Assert.EndsWith($"/user/hypertoken/peer-{peer.Id.ShortId}", peer.Actor.Path.ToString(), StringComparison.Ordinal);
        foreach (var child in new[] { "routing-table", "transport" })
            Assert.False((await ChildOf(peer, child)).IsNobody());
    }

    [Fact]
    public async Task A_peer_started_without_an_id_should_get_that_of_a_new_key()
    {
        var first = await Extension.StartPeerAsync();
        var second = await Extension.StartPeerAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(default, first.Id);
    }

    [Fact]
    public async Task The_settings_of_the_actor_system_should_reach_its_peers()
    {
        var peer = await StartPeerAsync(0);
        Assert.Equal(PeerId.Derive(1, 0), peer.Contact.Id);
        Assert.Equal(20, (await peer.InspectAsync()).Table.K);
    }
}
