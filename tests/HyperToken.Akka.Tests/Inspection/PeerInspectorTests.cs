using System.Text.Json;
using HyperToken.Inspection;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;

namespace HyperToken.Tests.Inspection;

public sealed class PeerInspectorTests : LiveTestKit
{
    [Fact]
    public async Task A_peer_tells_who_it_is_and_how_it_stands()
    {
        var peers = await StartNetworkAsync(8);

        var view = await new PeerInspector(peers[3]).PeerAsync();

        Assert.Equal((peers[3].Id.ToString(), Contact.InProcessAddress, "server", "kademlia"), (view.Id, view.Address, view.Mode, view.Strategy));
        Assert.Null(view.Role);
        Assert.Equal(7, view.Contacts);
        Assert.Equal(8, view.EstimatedPeers);
        Assert.InRange(view.Connections, 1, 7);
        Assert.True(view.UptimeMs > 0);
    }

    [Fact]
    public async Task A_table_holds_every_contact_once_in_its_bucket_with_what_is_known_of_it()
    {
        var peers = await StartNetworkAsync(8);

        var table = await new PeerInspector(peers[3]).TableAsync();

        Assert.Equal(
            peers.Where(peer => peer != peers[3]).Select(peer => peer.Id.ToString()).Order(),
            table.Buckets.SelectMany(bucket => bucket.Contacts).Order());
        Assert.Equal(table.Buckets.SelectMany(bucket => bucket.Contacts.Select(id => (id, bucket.Bucket))), table.Entries.Select(entry => (entry.Id, entry.Bucket)));
        Assert.All(table.Entries, entry =>
        {
            Assert.True(PeerId.TryParse(entry.Id, out var id));
            Assert.Equal(peers[3].Id.DistanceTo(id).BucketIndex, entry.Bucket);
            Assert.Null(entry.Address);
            Assert.Equal(0, entry.Failures);
            Assert.InRange(entry.SeenMs, 0, Patience.TotalMilliseconds);
        });
        Assert.Null(table.Supernodes);
    }

    [Fact]
    public async Task Links_and_stats_tell_what_was_carried()
    {
        var peers = await StartNetworkAsync(4);
        await peers[0].BroadcastAsync("note", new byte[10]);

        var links = await new PeerInspector(peers[0]).LinksAsync();
        var stats = await new PeerInspector(peers[0]).StatsAsync();

        Assert.Equal(links.Links.Select(link => link.Id).Order(), links.Links.Select(link => link.Id));
        Assert.All(links.Links, link => Assert.True(link.BytesOut > link.FramesOut && link.FramesOut > 0));
        Assert.Equal(links.Links.Count, stats.Connections);
        Assert.True(stats.Links.FramesOut >= links.Links.Sum(link => link.FramesOut));
        Assert.Equal(1, stats.Counters["published"]);
        Assert.True(stats.Counters["framesReceived"] > 0);
        Assert.Equal((0, 0), (stats.FrameErrors, stats.FrameErrorsByKind.Count));
        Assert.True(stats.MemoryMiB > 0);
    }

    [Fact]
    public async Task Every_counter_of_a_peer_is_in_its_stats()
    {
        var stats = await new PeerInspector(await StartPeerAsync(0)).StatsAsync();

        Assert.Equal(
            typeof(PeerCounters).GetProperties().Select(counter => JsonNamingPolicy.CamelCase.ConvertName(counter.Name)).Order(),
            stats.Counters.Keys.Order());
    }

    [Fact]
    public async Task A_lookup_finds_who_is_there_and_shows_who_is_closest_to_who_is_not()
    {
        var peers = await StartNetworkAsync(8);
        var nobody = PeerId.Derive(5, 5);

        var found = await new PeerInspector(peers[3]).LookupAsync(peers[5].Id);
        var missed = await new PeerInspector(peers[3]).LookupAsync(nobody);

        Assert.True(found.Found);
        Assert.Equal((peers[5].Id.ToString(), peers[3].Id.ToString(), peers[5].Id.ToString()), (found.Target, found.From, found.Closest[0]));
        Assert.False(missed.Found);
        Assert.Equal(
            peers.Where(peer => peer != peers[3]).OrderBy(peer => nobody.DistanceTo(peer.Id)).Select(peer => peer.Id.ToString()), missed.Closest);
        Assert.True(missed.Queries > 0 && missed.Ms > 0);
        Assert.Null(missed.Supernodes);
    }

    [Fact]
    public async Task A_peer_that_has_stopped_cannot_be_looked_into()
    {
        var peer = await StartPeerAsync(0);
        await peer.KillAsync();

        await Assert.ThrowsAsync<PeerUnavailableException>(() => new PeerInspector(peer).PeerAsync());
    }
}
