using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Broadcast;

/// <summary>One set of rules by which broadcasts spread. Holds no state of its own.</summary>
internal interface IBroadcastPlan
{
    /// <summary>The plan's name in the hop header.</summary>
    BroadcastPlan Plan { get; }

    /// <summary>Chooses who is sent a message next.</summary>
    /// <param name="neighbours">Table and links of this peer.</param>
    /// <param name="origin">Who published the message; it needs no copy.</param>
    /// <param name="from">Who sent it here, or null at the origin.</param>
    /// <param name="random">The peer's source of chance.</param>
    /// <param name="chosen">Receives the contacts, each once.</param>
    void Choose(PeerNeighbours neighbours, in PeerId origin, Contact? from, RandomSource random, ICollection<Contact> chosen);
}
