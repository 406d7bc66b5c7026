using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Working memory that a peer needs only while it handles an input, and leaves empty. Peers that run one after the other in the
/// same thread may share one, which a million simulated peers do.
/// </summary>
public sealed class PeerScratch
{
    /// <summary>Whom a broadcast is forwarded to.</summary>
    internal List<Contact> Chosen { get; } = [];

    /// <summary>The regions of the message being served.</summary>
    internal Broadcast.Tree.RegionSplit Regions { get; } = new();

    /// <summary>The digest being made.</summary>
    internal Broadcast.Repair.DigestBuilder Digests { get; } = new();

    /// <summary>The digest being compared with what is here.</summary>
    internal Broadcast.Repair.SenderLack Lacks { get; } = new();

    /// <summary>What components have told each other and was not passed on yet.</summary>
    internal Queue<PeerSignal> Signals { get; } = [];
}
