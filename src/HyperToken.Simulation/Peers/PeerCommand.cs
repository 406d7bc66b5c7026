using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Kademlia;

namespace HyperToken.Simulation.Peers;

/// <summary>What a user or the fate of its machine does to one peer.</summary>
internal abstract record PeerCommand
{
    /// <summary>The peer starts and joins through others.</summary>
    internal sealed record Join(IReadOnlyList<Contact> Seeds) : PeerCommand;

    /// <summary>The peer goes on with another table and with nothing in its caches; its links stay.</summary>
    /// <param name="Table">Whom it knows.</param>
    /// <param name="Since">Since when it shall have been there; at most a few seconds ago.</param>
    internal sealed record Reload(NeighbourSnapshot Table, Instant Since) : PeerCommand;

    /// <summary>The peer runs a maintenance round.</summary>
    internal sealed record Maintain : PeerCommand
    {
        public static readonly Maintain Instance = new();
    }

    /// <summary>The peer looks up who is closest to an id.</summary>
    internal sealed record FindNode(PeerId Target) : PeerCommand;

    /// <summary>The peer looks for a leaf.</summary>
    internal sealed record Locate(PeerId Leaf) : PeerCommand;

    /// <summary>The peer publishes the broadcast of this number.</summary>
    internal sealed record Publish(int Number) : PeerCommand;

    /// <summary>The peer is gone without a word.</summary>
    internal sealed record Crash : PeerCommand
    {
        public static readonly Crash Instance = new();
    }
}
