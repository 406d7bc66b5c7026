using System.Net;
using Akka.Configuration;
using HyperToken.Relay.Admin;

namespace HyperToken.Node.Peer;

/// <summary>What <c>hypertoken peer</c> was asked for, read and checked.</summary>
internal sealed record PeerSettings
{
    /// <summary>Where to listen; port 0: any that is free.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Addresses of peers to join through.</summary>
    public required IReadOnlyList<string> Join { get; init; }

    /// <summary>The address others are told; null: that of <see cref="Listen"/>.</summary>
    public string? Advertise { get; init; }

    /// <summary>The file of the peer's key; null: a new key.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Where it may be looked into, and by whom; null: nowhere.</summary>
    public AdminSettings? Admin { get; init; }

    /// <summary>The actor system's configuration.</summary>
    public required Config Config { get; init; }
}
