using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Akka.Actor;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;
using HyperToken.Relay.Overlay;

namespace HyperToken.Relay.Tests.Overlay;

/// <summary>A peer in an actor system of its own, which others reach over a socket of this machine.</summary>
internal sealed class NetworkPeer : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly KeyPair _keys;

    private NetworkPeer(ActorSystem system, KeyPair keys, OverlayListener listener, HyperTokenPeer peer)
    {
        (_system, _keys, Listener, Peer) = (system, keys, listener, peer);
    }

    public OverlayListener Listener { get; }

    public HyperTokenPeer Peer { get; }

    public string Address => Peer.Contact.Address;

    /// <summary>The texts of the messages it was given, in order.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public static async Task<NetworkPeer> StartAsync(string config = "", KeyPair? keys = null, int port = 0, OverlayListenerSettings? settings = null)
    {
        keys ??= KeyPair.Generate();
        var listener = await OverlayListener.StartAsync(new IPEndPoint(IPAddress.Loopback, port), settings);
        var system = ActorSystem.Create("test", "akka { loglevel = WARNING, stdout-loglevel = OFF }\n" + config);
        var peer = await HyperTokenExtension.For(system).StartPeerAsync(new PeerOptions { Keys = keys, Address = $"ws://{listener.Endpoint}{OverlayListener.Path}" });
        listener.Serve(peer);
        var started = new NetworkPeer(system, keys, listener, peer);
        await peer.SubscribeAsync(started.Hear);
        return started;
    }

    public async Task JoinAsync(NetworkPeer seed) => await Peer.JoinAsync(await Peer.IntroduceAsync(seed.Address));

    public Task BroadcastAsync(string text) => Peer.BroadcastAsync("text", Encoding.UTF8.GetBytes(text));

    /// <summary>As a machine that loses its power: nobody is told.</summary>
    public async Task CrashAsync()
    {
        await Peer.KillAsync();
        await Listener.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.KillAsync();
        await Listener.DisposeAsync();
        await _system.Terminate();
        _keys.Dispose();
    }

    private void Hear(IPeerEvent happened)
    {
        if (happened is MessageReceived message)
            Received.Enqueue(Encoding.UTF8.GetString(message.Body.Payload.Span));
    }
}
