using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using HyperToken.Configuration;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken.Tests;

/// <summary>Live peers in one actor system.</summary>
public abstract class LiveTestKit : TestKit
{
    /// <summary>Generous: only a failing test waits for so long, on a busy machine.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected LiveTestKit(string? hocon = null)
        : base(ConfigurationFactory.ParseString(hocon ?? string.Empty).WithFallback(ConfigurationFactory.ParseString("akka.loglevel = WARNING")))
    {
    }

    protected HyperTokenExtension Extension => HyperTokenExtension.For(Sys);

    protected Task<HyperTokenPeer> StartPeerAsync(int index, IPeerObserver? observer = null, HyperTokenSettings? settings = null) =>
        Extension.StartPeerAsync(new PeerOptions
        {
            Id = PeerId.Derive(1, (ulong)index),
            RandomSeed = (ulong)index,
            Observer = observer,
            Settings = settings,
        });

    /// <summary>Peers of which the first is the only contact the others are given.</summary>
    protected async Task<HyperTokenPeer[]> StartNetworkAsync(int count)
    {
        var peers = new HyperTokenPeer[count];
        for (var i = 0; i < count; i++)
        {
            peers[i] = await StartPeerAsync(i);
            var joined = await peers[i].JoinAsync(i == 0 ? [] : [peers[0].Contact]);
            Assert.True(i == 0 || joined.Contacts > 0, $"Peer {i} found nobody.");
        }

        // Everybody has now worked in what the others told while they joined.
        await Task.WhenAll(peers.Select(peer => peer.InspectAsync()));
        return peers;
    }

    protected static HyperTokenSettings Settings(string hocon) =>
        HyperTokenSettings.Create(ConfigurationFactory.ParseString(hocon));

    /// <summary>An actor of a peer, by its name below the peer's.</summary>
    protected async Task<IActorRef> ChildOf(HyperTokenPeer peer, string name) =>
        await Sys.ActorSelection(peer.Actor.Path / name).ResolveOne(Patience);
}
