using System.Runtime.CompilerServices;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class PeerWiringTests
{
    public static TheoryData<Type> AllSignals =>
        [.. typeof(PeerSignal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PeerSignal)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(AllSignals))]
    public void Every_signal_should_have_an_addressee(Type type)
    {
        var signal = (PeerSignal)RuntimeHelpers.GetUninitializedObject(type);
        Assert.NotEqual(PeerPart.None, PeerWiring.AddresseesOf(signal));
    }

    [Fact]
    public void A_lookup_should_report_to_whoever_asked()
    {
        var result = new LookupResult(Ids.Of(1), [], 0, 0, 0, false);
        Assert.Equal(PeerPart.Application, PeerWiring.AddresseesOf(new LookupCompleted(1, LookupPurpose.Application, result)));
        Assert.Equal(PeerPart.Peer, PeerWiring.AddresseesOf(new LookupCompleted(1, LookupPurpose.Maintenance, result)));
    }

    [Fact]
    public void Only_the_loss_of_a_link_should_put_its_contact_in_doubt()
    {
        Assert.True(PeerWiring.AddresseesOf(new LinkClosed(Ids.Peer(1), Lost: true)).HasFlag(PeerPart.Table | PeerPart.Lookups));
        Assert.Equal(PeerPart.None, PeerWiring.AddresseesOf(new LinkClosed(Ids.Peer(1), Lost: false)) & (PeerPart.Table | PeerPart.Lookups));
    }
}
