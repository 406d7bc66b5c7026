using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using HyperToken.Configuration;
using HyperToken.Links.Channels;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;
using HyperToken.Peers;

namespace HyperToken.Links;

/// <summary>The peers of one actor system that can be reached without a network: by id, through plain references.</summary>
internal sealed class InProcessNetwork
{
    private readonly ConcurrentDictionary<PeerId, InProcessEndpoint?> _endpoints = new();

    /// <summary>Ids that are taken.</summary>
    public int Count => _endpoints.Count;

    /// <summary>Takes an id for a peer that is about to start; false when one with this id runs already.</summary>
    public bool TryReserve(in PeerId id) => _endpoints.TryAdd(id, null);

    /// <summary>Gives the id back when its peer has stopped, and closes what links it has.</summary>
    public void Release(in PeerId id)
    {
        if (_endpoints.TryRemove(id, out var endpoint))
            endpoint?.Close();
    }

    /// <summary>Makes a peer reachable; one that starts anew has never ceased to be.</summary>
    public InProcessEndpoint Listen(Contact contact, IActorRef peer, IPeerObserver? observer = null)
    {
        if (!TryFind(contact.Id, out var endpoint) || endpoint.IsClosed)
            _endpoints[contact.Id] = endpoint = new InProcessEndpoint(contact, peer, observer);

        endpoint.EndRestart();
        return endpoint;
    }

    /// <summary>Who listens under an id.</summary>
    public bool TryFind(in PeerId id, [NotNullWhen(true)] out InProcessEndpoint? endpoint) =>
        _endpoints.TryGetValue(id, out endpoint) && endpoint is not null;

    /// <summary>Opens a direct link and tells the other side; false when nobody listens under that id.</summary>
    /// <param name="from">Who dials.</param>
    /// <param name="to">Who is dialled.</param>
    /// <param name="limits">What the link may hold.</param>
    /// <param name="first">Travels ahead of the news of the link: the other side may have dialled too, and close this link at once.</param>
    /// <param name="now">The time.</param>
    /// <param name="link">The dialler's side of the link.</param>
    public bool TryDial(
        InProcessEndpoint from, in PeerId to, LinkSettings limits, EncodedFrame? first, Instant now, [NotNullWhen(true)] out ILink? link)
    {
        link = null;
        if (!TryFind(to, out var remote)
            || !InProcessLink.TryOpen(from, remote, limits, out var near, out var far)
            || (first is { } frame && !near.TrySend(frame, now)))
            return false;

        remote.Peer.Tell(new TransportActor.Inbound(far, from.Contact.Id), ActorRefs.NoSender);
        link = near;
        return true;
    }

    /// <summary>
    /// Connects two peers by byte pipes, as a network would, and tells the other side, which does not know who dials until it is told;
    /// false when nobody listens under that id.
    /// </summary>
    public bool TryConnect(InProcessEndpoint from, in PeerId to, LinkSettings limits, [NotNullWhen(true)] out PipeChannel? channel)
    {
        channel = null;
        if (!TryFind(to, out var remote))
            return false;

        var (near, far) = PipeChannel.Pair(from.Contact.Id.ShortId, remote.Contact.Id.ShortId, limits.PipeBytes);
        if (!from.TryAttach(near))
            return false;

        if (!remote.TryAttach(far))
        {
            from.Detach(near);
            return false;
        }

        remote.Peer.Tell(new TransportActor.InboundChannel(far), ActorRefs.NoSender);
        channel = near;
        return true;
    }
}
