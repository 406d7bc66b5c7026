using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class LookupStarterTests
{
    [Theory]
    [InlineData(20, 20, 40)]
    [InlineData(20, 2, 20)]
    [InlineData(200, 200, 255)]
    public void A_lookup_should_ask_for_twice_k_contacts_and_a_refresh_for_k(int k, int width, int wanted) =>
        Assert.Equal(wanted, Wanted(new PeerSettings { Kademlia = new KademliaSettings(k) }, width));

    [Theory]
    [InlineData(128, 128)]
    [InlineData(1_000, 255)]
    [InlineData(5, 40)]
    public void Whoever_keeps_a_full_mesh_should_ask_for_everybody(int maxLinks, int wanted) =>
        Assert.Equal(wanted, Wanted(new PeerSettings { Strategy = RoutingStrategy.Naive, MaxNaiveLinks = maxLinks }, width: 20));

    private static int Wanted(PeerSettings settings, int width)
    {
        var output = new RecordingOutput();
        new LookupStarter(settings, new PeerCounters()).Start(LookupPurpose.Application, Ids.Of(1), width, new PeerNeighbours(Tables.Snapshot(Ids.Of(0))), output);
        return Assert.Single(output.Take<LookupRequested>()).Wanted;
    }
}
