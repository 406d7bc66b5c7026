using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Simulation.Runs;

/// <summary>Is told what becomes of every single broadcast frame, and who joins. Several workers call it at once.</summary>
internal interface IPayloadWatch
{
    /// <summary>A frame was handed to the network.</summary>
    void Sent(int receiver, BroadcastFrame frame);

    /// <summary>A frame will not arrive.</summary>
    void Lost(int receiver, BroadcastFrame frame);

    /// <summary>A frame has arrived, and the peer, if it was up, has taken it.</summary>
    void Arrived(int receiver, BroadcastFrame frame, bool isUp, Instant now);

    /// <summary>A peer starts.</summary>
    void Joins(int peer, IReadOnlyList<Contact> seeds);
}
