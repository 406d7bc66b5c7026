using HyperToken.Overlay.Broadcast;
using HyperToken.Peers;

namespace HyperToken.Node.Up.Broadcasts;

/// <summary>Tells the tracker what one peer does.</summary>
internal sealed class PeerProbe(BroadcastTracker tracker, int index) : IPeerObserver
{
    public void Delivered(EnvelopeBody body, int hops)
    {
        // A message for one peer is no broadcast.
        if (body.Target is null)
            tracker.Find(body.Id)?.DeliveredTo(index);
    }

    public void PayloadSent(MessageId id) => tracker.FindOrAdd(id).Sent();

    public void PayloadReceived(MessageId id, bool duplicate) => tracker.Find(id)?.Received();

    public void PayloadLost(MessageId id) => tracker.Find(id)?.Lost();
}
