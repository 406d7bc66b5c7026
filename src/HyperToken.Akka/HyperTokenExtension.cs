using System.Buffers.Binary;
using System.Security.Cryptography;
using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Links;
using HyperToken.Overlay.Identity;
using HyperToken.Peers;

namespace HyperToken;

/// <summary>
/// HyperToken in an actor system: starts peers below <c>/user/hypertoken</c>, each with its own id, all in one process if need
/// be. Reads section <c>hypertoken</c> of the system's configuration; the defaults are in <c>reference.conf</c>.
/// </summary>
/// <example><code>
/// var peer = await system.HyperToken().StartPeerAsync();
/// await peer.JoinAsync(seed);
/// await peer.BroadcastAsync("greeting", "hello"u8.ToArray());
/// </code></example>
public sealed class HyperTokenExtension : IExtension
{
    private readonly IActorRef _guardian;
    private readonly PeerClock _clock = new();

    internal HyperTokenExtension(ExtendedActorSystem system)
    {
        system.Settings.InjectTopLevelFallback(HyperTokenSettings.DefaultConfig);
        Settings = HyperTokenSettings.Create(system.Settings.Config);
        _guardian = system.ActorOf(Props.Create(() => new HyperTokenGuardian()), "hypertoken");
    }

    /// <summary>The settings of peers that bring none of their own.</summary>
    public HyperTokenSettings Settings { get; }

    /// <summary>The peers of this system, as they reach each other.</summary>
    internal InProcessNetwork Network { get; } = new();

    /// <summary>The extension of an actor system, created on first use.</summary>
    /// <exception cref="HyperTokenConfigurationException">A setting is not allowed.</exception>
    public static HyperTokenExtension For(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<HyperTokenExtension, HyperTokenExtensionProvider>();
    }

    /// <summary>Starts a peer. It can be reached by others from then on, and knows nobody until it joins.</summary>
    /// <exception cref="InvalidOperationException">A peer with this id runs in this actor system already.</exception>
    public async Task<HyperTokenPeer> StartPeerAsync(PeerOptions? options = null)
    {
        options ??= new PeerOptions();
        var settings = options.Settings ?? Settings;
        var contact = new Contact(options.Id ?? NewId());
        var memory = new PeerMemory(contact, settings);
        var seed = options.RandomSeed ?? BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
        var blueprint = new PeerBlueprint(contact, settings, seed, options.Observer, Network, _clock, memory);
        var actor = await _guardian
            .Ask<IActorRef>(new HyperTokenGuardian.StartPeer(blueprint), settings.AskTimeout).ConfigureAwait(false);
        await actor.Ask<PeerRequests.Done>(PeerRequests.AwaitStart.Instance, settings.AskTimeout).ConfigureAwait(false);
        return new HyperTokenPeer(contact, actor, _guardian, settings, memory.Stopped);
    }

    private static PeerId NewId()
    {
        using var key = KeyPair.Generate();
        return key.Id;
    }
}
