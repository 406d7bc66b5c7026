using Akka.Actor;
using HyperToken.Overlay.Identity;

namespace HyperToken.Links;

/// <summary>
/// A peer as the other side of in-process links, from its start to its end. Knows every open link, also those its transport has
/// not heard of yet, so that none outlives the peer.
/// </summary>
internal sealed class InProcessEndpoint
{
    private readonly HashSet<ILink> _links = [];
    private bool _isClosed;

    public InProcessEndpoint(Contact contact, IActorRef peer, IActorRef transport)
    {
        Contact = contact;
        Peer = peer;
        Transport = transport;
    }

    /// <summary>Who it is.</summary>
    public Contact Contact { get; }

    /// <summary>Takes frames.</summary>
    public IActorRef Peer { get; }

    /// <summary>Is told of links opened and closed by others. Known before anybody can dial.</summary>
    public IActorRef Transport { get; internal set; }

    /// <summary>Notes an open link; false when the peer has gone meanwhile.</summary>
    public bool TryAttach(ILink link)
    {
        lock (_links)
            return !_isClosed && _links.Add(link);
    }

    /// <summary>A link has closed.</summary>
    public void Detach(ILink link)
    {
        lock (_links)
            _links.Remove(link);
    }

    /// <summary>The peer has gone: closes every link, and takes no new one.</summary>
    public void Close()
    {
        ILink[] links;
        lock (_links)
        {
            _isClosed = true;
            links = [.. _links];
        }

        foreach (var link in links)
            link.Close(LinkCloseReason.Gone);
    }
}
