using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Peer;

/// <summary>
/// Where the components of a peer write what they want done. The host (an actor, the simulator, a test) passes frames to
/// links and signals to the components <see cref="PeerWiring"/> names.
/// </summary>
public interface IPeerOutput
{
    /// <summary>Send a frame to a contact, opening a link if there is none.</summary>
    void Send(Contact to, Frame frame);

    /// <summary>Pass something on to the components, or to the application.</summary>
    void Signal(PeerSignal signal);

    /// <summary>Hand a message to the application. Each message comes once.</summary>
    /// <param name="body">The message.</param>
    /// <param name="hops">How many hops it made, 1 or more.</param>
    void Deliver(EnvelopeBody body, int hops);
}
