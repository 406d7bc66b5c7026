using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>The peers of one actor system that can be reached without a network: by id, through plain references.</summary>
internal sealed class InProcessNetwork
{
    private readonly ConcurrentDictionary<PeerId, InProcessEndpoint?> _endpoints = new();

    /// <summary>Takes an id for a peer that is about to start; false when one with this id runs already.</summary>
    public bool TryReserve(in PeerId id) => _endpoints.TryAdd(id, null);

    /// <summary>Gives the id back when its peer has stopped.</summary>
    public void Release(in PeerId id) => _endpoints.TryRemove(id, out _);

    /// <summary>Makes a peer reachable.</summary>
    public void Listen(InProcessEndpoint endpoint) => _endpoints[endpoint.Contact.Id] = endpoint;

    /// <summary>Makes a peer unreachable; its id stays taken, and its links stay open until they are closed.</summary>
    public void StopListening(in PeerId id)
    {
        if (_endpoints.TryGetValue(id, out var endpoint))
            _endpoints.TryUpdate(id, null, endpoint);
    }

    /// <summary>Opens a link and tells the other side; false when nobody listens under that id.</summary>
    /// <param name="from">Who dials.</param>
    /// <param name="to">Who is dialled.</param>
    /// <param name="first">Travels ahead of the news of the link: the other side may have dialled too, and close this link at once.</param>
    /// <param name="now">The time.</param>
    /// <param name="link">The dialler's side of the link.</param>
    public bool TryDial(
        InProcessEndpoint from, in PeerId to, EncodedFrame? first, Instant now, [NotNullWhen(true)] out ILink? link)
    {
        link = null;
        if (!_endpoints.TryGetValue(to, out var remote) || remote is null)
            return false;

        var (near, far) = InProcessLink.Pair(from, remote);
        if (first is { } frame)
            near.TrySend(frame, now);

        remote.Transport.Tell(new TransportActor.Inbound(far, from.Contact.Id), ActorRefs.NoSender);
        link = near;
        return true;
    }
}

/// <summary>One side of in-process links.</summary>
/// <param name="Contact">Who it is.</param>
/// <param name="Peer">Takes frames.</param>
/// <param name="Transport">Is told of links opened and closed by others.</param>
internal sealed record InProcessEndpoint(Contact Contact, IActorRef Peer, IActorRef Transport);
