using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Strategy;

namespace HyperToken.Overlay.Broadcast;

/// <summary>Everything to everybody: on first receipt forward to every link but the one it came on. Reaches whoever is connected at all.</summary>
internal sealed class NaivePlan : IBroadcastPlan
{
    public BroadcastPlan Plan => BroadcastPlan.Naive;

    public void Choose(PeerNeighbours neighbours, in PeerId origin, Contact? from, RandomSource random, ICollection<Contact> chosen)
    {
        foreach (var contact in neighbours.Linked)
        {
            if (contact.Id != origin && contact.Id != from?.Id)
                chosen.Add(contact);
        }
    }
}
