using HyperToken.Overlay.Broadcast;

namespace HyperToken.Peers;

/// <summary>
/// Sees what a peer does as it does it: for measuring, never for deciding. Called on the peer's actor, so it must be quick and
/// must not block; calls for different peers come at the same time.
/// </summary>
public interface IPeerObserver
{
    /// <summary>A message was handed to the application.</summary>
    /// <param name="body">The message.</param>
    /// <param name="hops">How many hops it made, 1 or more.</param>
    void Delivered(EnvelopeBody body, int hops);

    /// <summary>A broadcast frame was handed to a link. All frames a receipt causes are reported before that receipt.</summary>
    void PayloadSent(MessageId id);

    /// <summary>A broadcast frame was received.</summary>
    void PayloadReceived(MessageId id, bool duplicate);

    /// <summary>A broadcast frame that was reported as sent could not be: nobody was there.</summary>
    void PayloadLost(MessageId id);
}
