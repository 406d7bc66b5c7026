using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Tests.Faults;

/// <summary>Live peers, and one whose part the test plays: it says that it is there, and answers nothing.</summary>
public abstract class FaultTestKit : LiveTestKit
{
    /// <summary>What waits for the silent peer waits for longer than a busy machine takes for a test's next step.</summary>
    private const string Patient = "hypertoken { kademlia.query-give-up = 20 s, kademlia.ping-timeout = 20 s, route.timeout = 20 s }\n";

    protected FaultTestKit(string hocon = "")
        : base(Patient + hocon)
    {
    }

    protected static HyperTokenSettings PatientSettings(string hocon) => Settings(Patient + hocon);

    protected static Contact Silent { get; } = new(PeerId.Derive(9, 9));

    /// <summary>Opens a link to a peer in the silent one's name; what comes back is for the test actor.</summary>
    private protected ILink Dial(HyperTokenPeer peer)
    {
        Assert.True(Extension.Network.TryDial(Extension.Network.Listen(Silent, TestActor), peer.Id, Extension.Settings.Link, null, Instant.Zero, out var link));
        return link;
    }

    /// <summary>Brings the silent peer into a peer's table, so that lookups, messages and rounds wait for it.</summary>
    private protected async Task<ILink> IntroduceSilentAsync(HyperTokenPeer peer)
    {
        var link = Dial(peer);
        link.TrySend(FrameCodec.Encode(new PongFrame(1)), Instant.Zero);
        await AwaitAssertAsync(async () => Assert.NotNull((await peer.InspectAsync()).Table.Find(Silent.Id)), Patience);
        return link;
    }

    /// <summary>Waits until a peer has asked the silent one something.</summary>
    private protected async Task<TFrame> AskedSilentAsync<TFrame>()
        where TFrame : Frame
    {
        while (true)
        {
            var arrived = (PeerActor.FrameArrived)await FishForMessageAsync(message => message is PeerActor.FrameArrived, Patience);
            Assert.Equal(FrameError.None, FrameCodec.TryDecode(arrived.Bytes, 1 << 20, out var frame));
            if (frame is TFrame asked)
                return asked;
        }
    }

    protected static async Task<IReadOnlyList<Contact>> ContactsOf(HyperTokenPeer peer)
    {
        NeighbourSnapshot table = (await peer.InspectAsync()).Table;
        return table.Closest(peer.Id, table.Count);
    }

    /// <summary>The actor of a child, watched by the test.</summary>
    protected async Task<IActorRef> WatchChildAsync(HyperTokenPeer peer, string name) => Watch(await ChildOf(peer, name));
}
