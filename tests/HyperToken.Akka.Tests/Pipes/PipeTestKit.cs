using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Tests.Pipes;

/// <summary>Peers with pipe links, and one whose part the test plays, down to its bytes.</summary>
public abstract class PipeTestKit : LiveTestKit
{
    /// <summary>What waits for the far end waits for longer than a busy machine takes for a test's next step.</summary>
    private const string Patient = """
        hypertoken {
          links = pipe
          kademlia { query-give-up = 20 s, ping-timeout = 20 s }
          link { handshake-timeout = 1 m, close-timeout = 1 m, pipe = 4 KiB, batch = 4 KiB }
        }

        """;

    protected PipeTestKit(string hocon = "")
        : base(hocon + '\n' + Patient)
    {
    }

    protected static HyperTokenSettings PipeSettings(string hocon) => Settings(Patient + hocon);

    /// <summary>Connects to a peer; who dials, the far end has yet to say.</summary>
    private protected FarEnd Connect(HyperTokenPeer peer)
    {
        var endpoint = Extension.Network.Listen(FarEnd.Self, TestActor);
        Assert.True(Extension.Network.TryConnect(endpoint, peer.Id, Extension.Settings.Link, out var channel));
        return new FarEnd(channel);
    }

    /// <summary>Connects to a peer and says hello: the peer has a link to the far end, and soon a contact.</summary>
    private protected async Task<FarEnd> IntroduceAsync(HyperTokenPeer peer)
    {
        var far = Connect(peer);
        await far.HelloAsync();
        await far.WriteAsync(new PongFrame(1));
        Assert.Equal(peer.Id, (await far.ReadAsync<HelloFrame>()).Contact.Id);
        await AwaitAssertAsync(async () => Assert.NotNull((await peer.InspectAsync()).Table.Find(FarEnd.Self.Id)), Patience);
        return far;
    }

    protected static async Task<LinkReport?> LinkToAsync(HyperTokenPeer peer, PeerId other) =>
        (await peer.InspectAsync()).LinkReports.SingleOrDefault(link => link.Contact.Id == other);

    private protected static async Task<LinkReport?> LinkToFarEndAsync(HyperTokenPeer peer) => await LinkToAsync(peer, FarEnd.Self.Id);

    /// <summary>The actor of a peer's link.</summary>
    protected async Task<IActorRef> LinkActorAsync(HyperTokenPeer peer, PeerId other) =>
        await Sys.ActorSelection(peer.Actor.Path / "transport" / $"link-{other.ShortId}").ResolveOne(Patience);

    /// <summary>Waits until nothing is open at a peer to anybody.</summary>
    protected Task HasNoLinkAsync(HyperTokenPeer peer) => AwaitAssertAsync(
        async () =>
        {
            Assert.True(Extension.Network.TryFind(peer.Id, out var endpoint));
            Assert.Empty(endpoint.Open);
            Assert.Empty((await peer.InspectAsync()).LinkReports);
        },
        Patience);
}
